import { Migration } from '@mikro-orm/migrations';

/** When a webhook last succeeded: what had begun before then and failed afterwards breaks no row of successes. */
export class LastSuccess extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE endpoint.activity ADD COLUMN last_success_at timestamptz');
  }
}

import { Migration } from '@mikro-orm/migrations';

/** When a webhook last succeeded: a failure that had begun before then counts in no row. */
export class LastSuccess extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE endpoint.activity ADD COLUMN last_success_at timestamptz');
  }
}

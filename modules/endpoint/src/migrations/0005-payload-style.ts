import { Migration } from '@mikro-orm/migrations';

export class PayloadStyle extends Migration {
  override up(): void {
    this.addSql(
      `ALTER TABLE endpoint.endpoint ADD COLUMN payload_style text COLLATE "C" NOT NULL DEFAULT 'snapshot'`,
    );
  }
}

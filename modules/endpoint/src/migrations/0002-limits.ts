import { Migration } from '@mikro-orm/migrations';

export class Limits extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE endpoint.endpoint ADD COLUMN rate_limit integer');
    // When the unbroken row of failures began that a webhook is in. No index: updates of this table stay in place (HOT).
    this.addSql('ALTER TABLE endpoint.activity ADD COLUMN failing_since timestamptz');
  }
}

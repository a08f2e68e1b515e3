import { Migration } from '@mikro-orm/migrations';

/** Where the days of an account begin; null: where whoever asks is. */
export class TimeZones extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE identity.account ADD COLUMN time_zone text');
  }
}

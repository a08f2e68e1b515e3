import { Migration } from '@mikro-orm/migrations';

/** What was last measured of queue and partitions: one row, for all processes together. */
export class Reading extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE metrics.reading (
        next_at timestamptz NOT NULL,
        taken_at timestamptz,
        reading jsonb
      )`);
    this.addSql("INSERT INTO metrics.reading (next_at) VALUES ('epoch')");
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Deliveries count in the hour in which they were made, and arrivals by quarters of the hour in which they came about. */
export class Cohorts extends Migration {
  override up(): void {
    // An hour in which deliveries were made may have had no attempt of its own.
    this.addSql(`
      ALTER TABLE metrics.hourly
        ADD COLUMN arrived integer[],
        ALTER COLUMN duration_min DROP NOT NULL,
        ALTER COLUMN duration_max DROP NOT NULL`);
    this.addSql(`
      ALTER TABLE metrics.daily
        ALTER COLUMN duration_min DROP NOT NULL,
        ALTER COLUMN duration_max DROP NOT NULL`);
    // So far both were counted by the hour of the attempt: nearly the same, but of hours of many late successes.
    this.addSql(`
      UPDATE metrics.hourly
      SET arrived = ARRAY[delivered, 0, 0, 0],
          begun = greatest(begun, delivered)
      WHERE hour > now() - interval '3 days' OR begun < delivered`);
    this.addSql('UPDATE metrics.daily SET begun = delivered WHERE begun < delivered');
  }
}

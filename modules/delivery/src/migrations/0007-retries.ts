import { Migration } from '@mikro-orm/migrations';

/** Retries of a webhook, the latest first: they may be of any of its deliveries. */
export class Retries extends Migration {
  override up(): void {
    // Null for first attempts, which cost no entry: they are found by the order of their deliveries. Retries that were
    // recorded before this are found with their deliveries too, while these are among the newest.
    this.addSql('ALTER TABLE delivery.attempt ADD COLUMN endpoint_id text COLLATE "C"');
    this.addSql(`
      CREATE INDEX attempt_of_retries ON delivery.attempt (endpoint_id, started_at)
      WHERE endpoint_id IS NOT NULL`);
  }
}

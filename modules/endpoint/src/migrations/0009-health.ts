import { Migration } from '@mikro-orm/migrations';

/** Whether a webhook fails, as it is shown, and since when. */
export class Health extends Migration {
  override up(): void {
    // Written with every batch of attempts: only the rare change of `is_degraded` leaves its page (not HOT).
    this.addSql(`
      ALTER TABLE endpoint.activity
        ADD COLUMN is_degraded boolean NOT NULL DEFAULT false,
        ADD COLUMN is_failing boolean NOT NULL DEFAULT false,
        ADD COLUMN health_changed_at timestamptz,
        ADD COLUMN resumed_at timestamptz,
        ADD COLUMN attempts_at_resume bigint NOT NULL DEFAULT 0,
        ADD COLUMN failed_at_resume bigint NOT NULL DEFAULT 0`);
    this.addSql(`
      UPDATE endpoint.activity
      SET is_failing = consecutive_failures >= 5, health_changed_at = coalesce(failing_since, last_attempt_at)
      WHERE last_attempt_at IS NOT NULL`);
    this.addSql('CREATE INDEX activity_degraded ON endpoint.activity (endpoint_id) WHERE is_degraded');
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Tests that failed, so that the filter by status finds them: apart from what failed, which is retried and cleared. */
export class FailedTests extends Migration {
  override up(): void {
    // By the index of tests, which are few. One that a process of the version before makes later has no note, and is
    // found without a filter, as before.
    this.addSql(`
      INSERT INTO delivery.unsuccessful (endpoint_id, status, day, delivery_id, event_type)
      SELECT endpoint_id, 'failed_test', day, id, event_type
      FROM delivery.delivery
      WHERE trigger = 'test' AND status = 'failed'
      ON CONFLICT DO NOTHING`);
  }
}

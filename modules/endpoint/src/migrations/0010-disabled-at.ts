import { Migration } from '@mikro-orm/migrations';

/** When a webhook was disabled, which later attempts and changes of it leave alone. */
export class DisabledAt extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE endpoint.endpoint ADD COLUMN disabled_at timestamptz');
    // As near as what was kept so far tells.
    this.addSql(`
      UPDATE endpoint.endpoint AS e
      SET disabled_at = least(e.updated_at, a.last_attempt_at)
      FROM endpoint.activity AS a
      WHERE a.endpoint_id = e.id AND e.status = 'disabled'`);
  }
}

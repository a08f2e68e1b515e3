import { Migration } from '@mikro-orm/migrations';

/** What failed of a type, however much of others failed. */
export class UnsuccessfulByType extends Migration {
  override up(): void {
    // Without NOT NULL: a process of the version before may still be at work, and knows nothing of it.
    this.addSql('ALTER TABLE delivery.unsuccessful ADD COLUMN event_type text COLLATE "C"');
    this.addSql(`
      UPDATE delivery.unsuccessful AS u
      SET event_type = d.event_type
      FROM delivery.delivery AS d
      WHERE d.id = u.delivery_id AND d.day = u.day`);
    this.addSql(
      'CREATE INDEX unsuccessful_by_type ON delivery.unsuccessful (endpoint_id, status, event_type, day, delivery_id)',
    );
  }
}

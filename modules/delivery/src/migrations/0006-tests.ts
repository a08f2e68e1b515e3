import { Migration } from '@mikro-orm/migrations';

/** What tests have sent: their events are in no log. */
export class Tests extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE delivery.attempt ADD COLUMN request_body text');
    // So that what tests sent of a person is found when it is to be erased.
    this.addSql(`CREATE INDEX delivery_of_tests ON delivery.delivery (account_id) WHERE trigger = 'test'`);
  }
}

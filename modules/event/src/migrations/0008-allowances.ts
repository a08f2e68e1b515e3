import { Migration } from '@mikro-orm/migrations';

export class Allowances extends Migration {
  override up(): void {
    // What is left of a quota, of the accounts that have one. Updated all the time: room on each page keeps that in
    // place (HOT).
    this.addSql(`
      CREATE TABLE event.allowance (
        account_id text COLLATE "C" PRIMARY KEY,
        balance float8 NOT NULL,
        refilled_at timestamptz NOT NULL
      ) WITH (fillfactor = 30)`);
  }
}

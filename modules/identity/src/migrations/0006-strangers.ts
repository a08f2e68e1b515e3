import { Migration } from '@mikro-orm/migrations';

/** Counts of sign-ins as nobody that we know, until their sum is in the audit log. */
export class Strangers extends Migration {
  override up(): void {
    this.addSql(`
      CREATE UNLOGGED TABLE identity.strangers_sign_in (
        place text COLLATE "C" PRIMARY KEY,
        count integer NOT NULL,
        began_at timestamptz NOT NULL
      )`);
  }
}

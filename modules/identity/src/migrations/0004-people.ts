import { Migration } from '@mikro-orm/migrations';

/** The second factor, invitations by link, and counts of attempts that all processes share. */
export class People extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE identity."user" ADD COLUMN two_factor_enabled boolean NOT NULL DEFAULT false');
    // Secret and codes are encrypted with the key of the sessions, which is not in the database.
    this.addSql(`
      CREATE TABLE identity.two_factor (
        id text COLLATE "C" PRIMARY KEY,
        user_id text COLLATE "C" NOT NULL CONSTRAINT two_factor_user UNIQUE
          REFERENCES identity."user" ON DELETE CASCADE,
        secret text NOT NULL,
        backup_codes text NOT NULL,
        verified boolean NOT NULL DEFAULT true,
        failed_verification_count integer NOT NULL DEFAULT 0,
        locked_until timestamptz
      )`);
    // Nobody could be invited until now.
    this.addSql('DELETE FROM identity.invitation');
    this.addSql(`
      ALTER TABLE identity.invitation
        ALTER COLUMN inviter_id DROP NOT NULL,
        DROP COLUMN status,
        ALTER COLUMN role SET NOT NULL,
        ADD COLUMN inviter_name text NOT NULL,
        ADD COLUMN token_hash bytea NOT NULL CONSTRAINT invitation_token UNIQUE,
        ADD COLUMN sent_at timestamptz NOT NULL DEFAULT now(),
        ADD CONSTRAINT invitation_account_email UNIQUE (account_id, email)`);
    // `key` is a hash: people type all kinds of things into a field for their e-mail address.
    this.addSql(`
      CREATE UNLOGGED TABLE identity.attempt (
        key bytea PRIMARY KEY,
        count integer NOT NULL,
        ends_at timestamptz NOT NULL
      )`);
    this.addSql('CREATE INDEX attempt_ends_at ON identity.attempt (ends_at)');
  }
}

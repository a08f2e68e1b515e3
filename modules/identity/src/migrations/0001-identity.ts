import { Migration } from '@mikro-orm/migrations';

/** The tables of better-auth 1.7 under the names in `auth-tables.ts`, and our API keys. */
export class Identity extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA identity');
    this.addSql(`
      CREATE TABLE identity."user" (
        id text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        email text NOT NULL UNIQUE,
        email_verified boolean NOT NULL,
        image text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    this.addSql(`
      CREATE TABLE identity.session (
        id text COLLATE "C" PRIMARY KEY,
        user_id text COLLATE "C" NOT NULL REFERENCES identity."user" ON DELETE CASCADE,
        token text COLLATE "C" NOT NULL UNIQUE,
        active_account_id text COLLATE "C",
        ip_address text,
        user_agent text,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL
      )`);
    this.addSql('CREATE INDEX session_user_id_idx ON identity.session (user_id)');
    this.addSql(`
      CREATE TABLE identity.credential (
        id text COLLATE "C" PRIMARY KEY,
        user_id text COLLATE "C" NOT NULL REFERENCES identity."user" ON DELETE CASCADE,
        provider text NOT NULL,
        subject text NOT NULL,
        password text,
        access_token text,
        refresh_token text,
        id_token text,
        access_token_expires_at timestamptz,
        refresh_token_expires_at timestamptz,
        scope text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL,
        UNIQUE (provider, subject)
      )`);
    this.addSql('CREATE INDEX credential_user_id_idx ON identity.credential (user_id)');
    this.addSql(`
      CREATE TABLE identity.verification (
        id text COLLATE "C" PRIMARY KEY,
        identifier text NOT NULL,
        value text NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    this.addSql('CREATE INDEX verification_identifier_idx ON identity.verification (identifier)');
    this.addSql(`
      CREATE TABLE identity.account (
        id text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        slug text COLLATE "C" NOT NULL UNIQUE,
        external_id text COLLATE "C" CONSTRAINT account_external_id UNIQUE,
        logo text,
        metadata text,
        created_at timestamptz NOT NULL
      )`);
    this.addSql(`
      CREATE TABLE identity.member (
        id text COLLATE "C" PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL REFERENCES identity.account ON DELETE CASCADE,
        user_id text COLLATE "C" NOT NULL REFERENCES identity."user" ON DELETE CASCADE,
        role text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT member_user UNIQUE (user_id, account_id)
      )`);
    this.addSql('CREATE INDEX member_account_id_idx ON identity.member (account_id)');
    this.addSql('CREATE INDEX member_user_id_idx ON identity.member (user_id)');
    this.addSql(`
      CREATE TABLE identity.invitation (
        id text COLLATE "C" PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL REFERENCES identity.account ON DELETE CASCADE,
        inviter_id text COLLATE "C" NOT NULL REFERENCES identity."user" ON DELETE CASCADE,
        email text NOT NULL,
        role text,
        status text NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    this.addSql('CREATE INDEX invitation_account_id_idx ON identity.invitation (account_id)');
    this.addSql('CREATE INDEX invitation_email_idx ON identity.invitation (email)');
    // The key itself is nowhere: `hash` is its SHA-256, `hint` its last characters.
    this.addSql(`
      CREATE TABLE identity.api_key (
        id text COLLATE "C" PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('service')),
        name text NOT NULL,
        hash bytea NOT NULL CONSTRAINT api_key_hash UNIQUE,
        hint text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz
      )`);
  }
}

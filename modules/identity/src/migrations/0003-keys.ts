import { Migration } from '@mikro-orm/migrations';

/** Keys and apps of accounts, quotas, and portal links. */
export class Keys extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE identity.account ADD COLUMN deliveries_per_minute integer');
    this.addSql('ALTER TABLE identity.account ADD COLUMN webhooks_max integer');
    this.addSql(`
      CREATE TABLE identity.app (
        id text COLLATE "C" PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL REFERENCES identity.account ON DELETE CASCADE,
        name text NOT NULL,
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    this.addSql('CREATE INDEX app_by_account ON identity.app (account_id, id DESC)');
    // A key stays when its app is gone, to be seen as revoked: hence no foreign key.
    this.addSql(`
      ALTER TABLE identity.api_key
        DROP CONSTRAINT api_key_kind_check,
        ADD CONSTRAINT api_key_kind_check CHECK (kind IN ('service', 'account')),
        ADD COLUMN account_id text COLLATE "C" REFERENCES identity.account ON DELETE CASCADE,
        ADD COLUMN app_id text COLLATE "C",
        ADD COLUMN scopes text[],
        ADD COLUMN created_by jsonb,
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN last_used_at timestamptz,
        ADD CONSTRAINT api_key_of_account CHECK ((kind = 'account') = (account_id IS NOT NULL))`);
    this.addSql(`
      CREATE INDEX api_key_by_account ON identity.api_key (account_id, id DESC) WHERE account_id IS NOT NULL`);
    this.addSql('CREATE INDEX api_key_by_app ON identity.api_key (app_id, id DESC) WHERE app_id IS NOT NULL');
    // Of the link's token and of the visit's, the cookie, only the SHA-256 is here. A link becomes a visit once.
    this.addSql(`
      CREATE TABLE identity.portal_session (
        id text COLLATE "C" PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL REFERENCES identity.account ON DELETE CASCADE,
        role text NOT NULL,
        return_url text,
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        link_hash bytea NOT NULL CONSTRAINT portal_session_link UNIQUE,
        link_expires_at timestamptz NOT NULL,
        entered_at timestamptz,
        visit_hash bytea CONSTRAINT portal_session_visit UNIQUE,
        visit_expires_at timestamptz
      )`);
    this.addSql('CREATE INDEX portal_session_by_account ON identity.portal_session (account_id)');
    this.addSql('CREATE INDEX portal_session_by_expiry ON identity.portal_session (link_expires_at)');
  }
}

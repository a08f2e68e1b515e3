import { Migration } from '@mikro-orm/migrations';

/**
 * The audit log: entries that nobody changes, each with the hash of the one before it, a chain for each account and
 * one for the installation. It has a schema of its own, so that it can belong to a role of its own: `tidings_audit`
 * where there is one and this one may hand over to it, with the application left to read and to append.
 */
export class Audit extends Migration {
  override up(): void {
    // Where migrations work as the application, what follows is made by whoever signed in.
    this.addSql('SET LOCAL ROLE NONE');
    this.addSql('CREATE SCHEMA audit');
    this.addSql(`
      CREATE TABLE audit.chain (
        chain text COLLATE "C" PRIMARY KEY,
        sequence bigint NOT NULL DEFAULT 0,
        hash bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
        at timestamptz(3) NOT NULL DEFAULT '-infinity'
      )`);
    // `before` and `after` are json and not jsonb: what was hashed is their text.
    this.addSql(`
      CREATE TABLE audit.entry (
        chain text COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        id text COLLATE "C" NOT NULL,
        at timestamptz(3) NOT NULL,
        actor_type text COLLATE "C" NOT NULL,
        actor_id text COLLATE "C" NOT NULL,
        actor_name text NOT NULL,
        address text,
        user_agent text,
        request_id text NOT NULL,
        action text COLLATE "C" NOT NULL,
        subject_type text COLLATE "C" NOT NULL,
        subject_id text COLLATE "C" NOT NULL,
        subject_name text,
        before json,
        after json,
        previous_hash bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (chain, sequence)
      )`);
    this.addSql('CREATE INDEX entry_action ON audit.entry (chain, action, sequence)');
    this.addSql('CREATE INDEX entry_actor ON audit.entry (chain, actor_id, sequence)');
    this.addSql('CREATE INDEX entry_subject ON audit.entry (chain, subject_id, sequence)');
    this.addSql('CREATE INDEX entry_at ON audit.entry (chain, at, sequence)');
    this.#functions();
    this.#triggers();
    this.#privileges();
    this.addSql('RESET ROLE');
  }

  #functions(): void {
    // The end of a chain, locked until the transaction ends. Time does not run backwards along a chain.
    this.addSql(`
      CREATE FUNCTION audit.lock_chain(wanted text)
      RETURNS TABLE (sequence bigint, hash bytea, at timestamptz)
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
      AS $$
      BEGIN
        INSERT INTO audit.chain (chain) VALUES (wanted) ON CONFLICT DO NOTHING;
        RETURN QUERY
          SELECT c.sequence, c.hash, greatest(date_trunc('milliseconds', clock_timestamp()), c.at)
          FROM audit.chain AS c
          WHERE c.chain = wanted
          FOR UPDATE;
      END
      $$`);
    // The only thing that moves a chain's end.
    this.addSql(`
      CREATE FUNCTION audit.advance_chain() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
      AS $$
      BEGIN
        UPDATE audit.chain AS c
        SET sequence = NEW.sequence, hash = NEW.hash, at = NEW.at
        WHERE c.chain = NEW.chain AND c.sequence = NEW.sequence - 1 AND c.hash = NEW.previous_hash AND c.at <= NEW.at;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'This is not the next entry of the audit chain %.', NEW.chain;
        END IF;
        RETURN NEW;
      END
      $$`);
    this.addSql(`
      CREATE FUNCTION audit.refuse() RETURNS trigger
      LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
      AS $$
      BEGIN
        RAISE EXCEPTION 'The audit log is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'insufficient_privilege';
      END
      $$`);
    // A chain's end moves with an entry, inside the trigger above.
    this.addSql(`
      CREATE FUNCTION audit.refuse_by_hand() RETURNS trigger
      LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
      AS $$
      BEGIN
        IF pg_trigger_depth() < 2 THEN
          RAISE EXCEPTION 'The audit log is append-only: its chains cannot be changed by hand.'
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END
      $$`);
  }

  #triggers(): void {
    this.addSql(`
      CREATE TRIGGER advance BEFORE INSERT ON audit.entry
      FOR EACH ROW EXECUTE FUNCTION audit.advance_chain()`);
    this.addSql(`
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse()`);
    this.addSql(`
      CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON audit.chain
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse()`);
    this.addSql(`
      CREATE TRIGGER by_entry BEFORE UPDATE ON audit.chain
      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_by_hand()`);
  }

  /** The application is whoever owns the rest. */
  #privileges(): void {
    this.addSql(`
      DO $$
      DECLARE
        application text := (SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'identity');
        keeper oid := (SELECT oid FROM pg_roles WHERE rolname = 'tidings_audit');
      BEGIN
        EXECUTE format('GRANT USAGE ON SCHEMA audit TO %s', application);
        EXECUTE format('GRANT SELECT, INSERT ON audit.entry TO %s', application);
        EXECUTE format('GRANT SELECT ON audit.chain TO %s', application);
        REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
        EXECUTE format('GRANT EXECUTE ON FUNCTION audit.lock_chain TO %s', application);
        IF keeper IS NOT NULL AND pg_has_role(current_user, keeper, 'MEMBER') THEN
          BEGIN
            ALTER SCHEMA audit OWNER TO tidings_audit;
            ALTER TABLE audit.entry OWNER TO tidings_audit;
            ALTER TABLE audit.chain OWNER TO tidings_audit;
            ALTER FUNCTION audit.lock_chain OWNER TO tidings_audit;
            ALTER FUNCTION audit.advance_chain OWNER TO tidings_audit;
            ALTER FUNCTION audit.refuse OWNER TO tidings_audit;
            ALTER FUNCTION audit.refuse_by_hand OWNER TO tidings_audit;
          EXCEPTION WHEN insufficient_privilege THEN
            -- A member that may not become the other role. Triggers protect the log then, and "audit verify" says so.
            RAISE WARNING 'The audit log could not be given to the role tidings_audit: %', SQLERRM;
          END;
        END IF;
      END
      $$`);
  }
}

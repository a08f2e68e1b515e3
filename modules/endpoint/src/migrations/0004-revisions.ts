import { Migration } from '@mikro-orm/migrations';

/** What each webhook wanted at any time, so that it can be told later why an event did not go to it. */
export class Revisions extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE endpoint.revision (
        endpoint_id text COLLATE "C" NOT NULL,
        valid_from timestamptz NOT NULL,
        status text COLLATE "C" NOT NULL,
        events text[] NOT NULL,
        filter text,
        PRIMARY KEY (endpoint_id, valid_from)
      )`);
    this.addSql(`
      INSERT INTO endpoint.revision (endpoint_id, valid_from, status, events, filter)
      SELECT id, created_at, status, events, filter FROM endpoint.endpoint`);
    // A trigger, since a webhook is changed by people, by services and by its own failures.
    this.addSql(`
      CREATE FUNCTION endpoint.note_revision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          DELETE FROM endpoint.revision WHERE endpoint_id = OLD.id;
        ELSIF TG_OP = 'INSERT' OR (NEW.status, NEW.events, NEW.filter) IS DISTINCT FROM (OLD.status, OLD.events, OLD.filter) THEN
          INSERT INTO endpoint.revision (endpoint_id, valid_from, status, events, filter)
          VALUES (NEW.id, clock_timestamp(), NEW.status, NEW.events, NEW.filter);
        END IF;
        RETURN NULL;
      END $$`);
    this.addSql(`
      CREATE TRIGGER note_revision AFTER INSERT OR UPDATE OR DELETE ON endpoint.endpoint
      FOR EACH ROW EXECUTE FUNCTION endpoint.note_revision()`);
  }
}

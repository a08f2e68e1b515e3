import { Migration } from '@mikro-orm/migrations';

/** The version to which a webhook was pinned: its filter looked at data of that version. */
export class RevisionVersion extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE endpoint.revision ADD COLUMN api_version text COLLATE "C"');
    this.addSql(`
      UPDATE endpoint.revision AS r SET api_version = e.api_version
      FROM endpoint.endpoint AS e
      WHERE e.id = r.endpoint_id`);
    this.addSql(`
      CREATE OR REPLACE FUNCTION endpoint.note_revision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          DELETE FROM endpoint.revision WHERE endpoint_id = OLD.id;
        ELSIF TG_OP = 'INSERT'
          OR (NEW.status, NEW.events, NEW.filter, NEW.api_version)
             IS DISTINCT FROM (OLD.status, OLD.events, OLD.filter, OLD.api_version) THEN
          INSERT INTO endpoint.revision (endpoint_id, valid_from, status, events, filter, api_version)
          VALUES (NEW.id, clock_timestamp(), NEW.status, NEW.events, NEW.filter, NEW.api_version);
        END IF;
        RETURN NULL;
      END $$`);
  }
}

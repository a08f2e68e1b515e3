import { Migration } from '@mikro-orm/migrations';

export class Facets extends Migration {
  override up(): void {
    // Keys of what an event may be looked up by, see facet-key.ts. Entries wait in the index's pending list, so that a
    // publisher writes to the tree only now and then. The list is short: with 4 MB, as is usual, whoever found it full
    // waited 400 ms.
    this.addSql('ALTER TABLE event.event ADD COLUMN facets int8[]');
    this.addSql(
      'CREATE INDEX event_by_facet ON event.event USING gin (facets) WITH (gin_pending_list_limit = 256)',
    );
    this.addSql(`
      CREATE TABLE event.facet_value (
        account_id text COLLATE "C" NOT NULL,
        name text COLLATE "C" NOT NULL,
        value text COLLATE "C" NOT NULL,
        label text,
        seen_at timestamptz NOT NULL,
        PRIMARY KEY (account_id, name, value)
      )`);
    this.addSql('CREATE INDEX facet_value_by_time ON event.facet_value (account_id, name, seen_at)');
  }
}

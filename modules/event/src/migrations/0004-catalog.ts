import { Migration } from '@mikro-orm/migrations';

export class CatalogTables extends Migration {
  override up(): void {
    // What was written by the API, above the folder's. A definition that is null takes the folder's type away.
    this.addSql(`
      CREATE TABLE event.catalog_type (
        name text COLLATE "C" PRIMARY KEY,
        definition text,
        revision bigint NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    // Schemas that events were published by, so that what breaks is noticed over restarts and by every process.
    this.addSql(`
      CREATE TABLE event.catalog_seen (
        type text COLLATE "C" NOT NULL,
        version text COLLATE "C" NOT NULL,
        hash text COLLATE "C" NOT NULL,
        schema text NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (type, version, hash)
      )`);
  }
}

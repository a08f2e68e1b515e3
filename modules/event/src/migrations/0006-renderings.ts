import { Migration } from '@mikro-orm/migrations';

/** What was made of events for webhooks that want them otherwise than they were published. */
export class Renderings extends Migration {
  override up(): void {
    // Kept from the first attempt on, so that every later one has the same bytes whatever the catalog says by then.
    this.addSql(`
      CREATE TABLE event.rendering (
        day date NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        event_id text COLLATE "C" NOT NULL,
        variant text COLLATE "C" NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (account_id, day, event_id, variant)
      ) PARTITION BY RANGE (day)`);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Where events that were accepted after a time may lie, for those who listen to them. */
export class ByAcceptance extends Migration {
  override up(): void {
    // A few bytes for each 256 kB of a day: rows come in the order in which they are accepted, so it tells nearly all.
    this.addSql(`
      CREATE INDEX event_by_acceptance ON event.event USING brin (accepted_at)
      WITH (pages_per_range = 32, autosummarize = on)`);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Where events of a time may lie, so that a replay of an hour need not read a month. */
export class Happened extends Migration {
  override up(): void {
    // A few bytes for each 256 kB of a day. Events come nearly in the order in which they happen, so it tells a lot.
    this.addSql(`
      CREATE INDEX event_by_time ON event.event USING brin (happened_at)
      WITH (pages_per_range = 32, autosummarize = on)`);
  }
}

import { Migration } from '@mikro-orm/migrations';

/** Where in a trace an event was published, so that whatever process attempts it goes on there. */
export class Trace extends Migration {
  override up(): void {
    // Null, without a default: the rows of a busy day need not be touched. A `traceparent`, of 55 characters.
    this.addSql('ALTER TABLE event.event ADD COLUMN trace text COLLATE "C"');
  }
}

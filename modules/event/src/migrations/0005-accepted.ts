import { Migration } from '@mikro-orm/migrations';

/** When an event came: what webhooks were then decides where it went. Neither its id nor its time tells. */
export class Accepted extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE event.event ADD COLUMN accepted_at timestamptz NOT NULL DEFAULT now()');
  }
}

import { Migration } from '@mikro-orm/migrations';

export class Erased extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE event.event ADD COLUMN is_erased boolean NOT NULL DEFAULT false');
  }
}

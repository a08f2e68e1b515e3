import { Migration } from '@mikro-orm/migrations';

/** Which variant of its event a delivery sends; null: the envelope as it was published. */
export class Variants extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE delivery.delivery ADD COLUMN variant text COLLATE "C"');
    this.addSql('ALTER TABLE delivery.queue ADD COLUMN variant text COLLATE "C"');
  }
}

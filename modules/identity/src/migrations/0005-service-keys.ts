import { Migration } from '@mikro-orm/migrations';

/** Service keys as they are listed, and what settings fixed at the last start. */
export class ServiceKeys extends Migration {
  override up(): void {
    this.addSql(`
      UPDATE identity.api_key
      SET created_by = '{"type": "service", "id": "tidings", "name": "Tidings"}'
      WHERE kind = 'service' AND created_by IS NULL`);
    this.addSql(
      `CREATE INDEX api_key_of_services ON identity.api_key (id DESC) WHERE account_id IS NULL AND kind = 'service'`,
    );
    // `hash` is what a password is kept as, or a key's SHA-256 in base64: the value itself is nowhere.
    this.addSql('CREATE TABLE identity.setting (name text COLLATE "C" PRIMARY KEY, hash text NOT NULL)');
  }
}

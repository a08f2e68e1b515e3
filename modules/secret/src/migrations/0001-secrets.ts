import { Migration } from '@mikro-orm/migrations';

export class Secrets extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA secret');
    // `sealed` is nonce ‖ ciphertext ‖ tag of AES-256-GCM under the master key named by `kid`.
    this.addSql(`
      CREATE TABLE secret.signing_secret (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL,
        endpoint_id text COLLATE "C" NOT NULL,
        kid text NOT NULL,
        sealed bytea NOT NULL,
        hint text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz
      )`);
    this.addSql('CREATE INDEX signing_secret_by_endpoint ON secret.signing_secret (endpoint_id, id DESC)');
  }
}

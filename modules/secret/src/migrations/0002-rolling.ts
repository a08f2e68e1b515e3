import { Migration } from '@mikro-orm/migrations';

/** Secrets that end, key pairs beside them, and master keys that are replaced. */
export class Rolling extends Migration {
  override up(): void {
    // Null: a secret. Otherwise the row is an Ed25519 key pair, `sealed` its private half and this its public one.
    this.addSql('ALTER TABLE secret.signing_secret ADD COLUMN public_key text');
    this.addSql(
      'CREATE INDEX signing_secret_by_expiry ON secret.signing_secret (expires_at) WHERE expires_at IS NOT NULL',
    );
    this.addSql('CREATE INDEX signing_secret_by_kid ON secret.signing_secret (kid, id)');
  }
}

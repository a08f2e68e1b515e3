import { Migration } from '@mikro-orm/migrations';

/** Keys of batches have names that those of single events cannot have. */
export class BatchKeys extends Migration {
  override up(): void {
    // `k:0` was the first event of a batch, or a single one: it stays, and is there under the name of the batch as well.
    // Otherwise a batch that was answered before the upgrade and is repeated after it would be stored twice.
    this.addSql(String.raw`
      INSERT INTO event.idempotency (account_id, key, request_hash, answer, expires_at)
      SELECT account_id, regexp_replace(key, ':(\d{1,3})$', E'\n\\1'), request_hash, answer, expires_at
      FROM event.idempotency
      WHERE key ~ '^key:.+:\d{1,3}$' AND answer IS NOT NULL AND expires_at > now()
      ON CONFLICT DO NOTHING`);
  }
}

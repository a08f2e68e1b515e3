import { Migration } from '@mikro-orm/migrations';

export class Events extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA event');
    // `body` is the envelope as receivers get it: text, so that its bytes are the same on every attempt.
    this.addSql(`
      CREATE TABLE event.event (
        day date NOT NULL,
        id text COLLATE "C" NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        type text COLLATE "C" NOT NULL,
        happened_at timestamptz NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (account_id, day, id)
      ) PARTITION BY RANGE (day)`);
    this.addSql(`
      CREATE TABLE event.idempotency (
        account_id text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        request_hash text COLLATE "C" NOT NULL,
        answer json,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (account_id, key)
      )`);
    this.addSql('CREATE INDEX idempotency_expiry ON event.idempotency (expires_at)');
  }
}

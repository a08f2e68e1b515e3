import { Migration } from '@mikro-orm/migrations';

export class Endpoints extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA endpoint');
    this.addSql(`
      CREATE TABLE endpoint.endpoint (
        id text COLLATE "C" PRIMARY KEY,
        account_id text COLLATE "C" NOT NULL,
        name text NOT NULL,
        description text NOT NULL,
        url text NOT NULL,
        events text[] NOT NULL,
        api_version text NOT NULL,
        status text NOT NULL,
        disabled_reason text,
        retry_enabled boolean NOT NULL,
        max_retries integer NOT NULL,
        retry_delays text[],
        timeout_seconds integer NOT NULL,
        headers jsonb NOT NULL,
        created_by jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    this.addSql('CREATE INDEX endpoint_by_account ON endpoint.endpoint (account_id, id DESC)');
    // Written with every batch of attempts: room on each page keeps the updates in place (HOT).
    this.addSql(`
      CREATE TABLE endpoint.activity (
        endpoint_id text COLLATE "C" PRIMARY KEY,
        attempts_total bigint NOT NULL DEFAULT 0,
        failed_total bigint NOT NULL DEFAULT 0,
        consecutive_failures integer NOT NULL DEFAULT 0,
        last_attempt_at timestamptz
      ) WITH (fillfactor = 30)`);
  }
}

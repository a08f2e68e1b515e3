import { Migration } from '@mikro-orm/migrations';

/** What the attempts of each webhook came to, by hour and by day. */
export class Rollups extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA metrics');
    // The rows of the current hour are written with every batch of attempts: narrow, and with room on each page, so
    // that they are changed in place (HOT). What changes is in no index.
    this.addSql(`
      CREATE TABLE metrics.hourly (
        webhook_id text COLLATE "C" NOT NULL,
        hour timestamptz NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        attempts integer NOT NULL,
        failed integer NOT NULL,
        begun integer NOT NULL,
        delivered integer NOT NULL,
        exhausted integer NOT NULL,
        duration_min integer NOT NULL,
        duration_max integer NOT NULL,
        duration_sum bigint NOT NULL,
        durations integer[] NOT NULL,
        errors integer[],
        PRIMARY KEY (webhook_id, hour)
      ) WITH (fillfactor = 50)`);
    this.addSql('CREATE INDEX hourly_by_account ON metrics.hourly (account_id, hour)');
    this.addSql('CREATE INDEX hourly_by_hour ON metrics.hourly (hour)');
    // Days of UTC. Totals and failures of each hour stand in the row, so that a week of an account is few rows.
    this.addSql(`
      CREATE TABLE metrics.daily (
        webhook_id text COLLATE "C" NOT NULL,
        day date NOT NULL,
        account_id text COLLATE "C" NOT NULL,
        attempts integer NOT NULL,
        failed integer NOT NULL,
        begun integer NOT NULL,
        delivered integer NOT NULL,
        exhausted integer NOT NULL,
        duration_min integer NOT NULL,
        duration_max integer NOT NULL,
        duration_sum bigint NOT NULL,
        durations integer[] NOT NULL,
        errors integer[],
        hourly_attempts integer[] NOT NULL,
        hourly_failed integer[] NOT NULL,
        PRIMARY KEY (webhook_id, day)
      ) WITH (fillfactor = 70)`);
    this.addSql('CREATE INDEX daily_by_account ON metrics.daily (account_id, day)');
    this.addSql('CREATE INDEX daily_by_day ON metrics.daily (day)');
    // Hours before this one are in the rows of their days.
    this.addSql('CREATE TABLE metrics.folded (until timestamptz NOT NULL)');
    this.addSql("INSERT INTO metrics.folded (until) VALUES (date_trunc('hour', now(), 'UTC'))");
  }
}

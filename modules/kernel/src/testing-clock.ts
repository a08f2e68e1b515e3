import pg from 'pg';
import { vi } from 'vitest';
import type { Clock } from './clock.ts';

// Before pg_catalog in the search path, so that every statement and every default of a column asks this clock.
const RULE = `
  CREATE SCHEMA scripted;
  CREATE TABLE scripted.clock (at timestamptz NOT NULL);
  CREATE FUNCTION scripted.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM scripted.clock';
  CREATE FUNCTION scripted.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT at FROM scripted.clock';
  DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = scripted, pg_catalog, public', current_database());
  END $$`;

/**
 * A clock that stands still until it is told to go on, for the process (`Date` and the {@link Clock} that is passed
 * around) and for its database alike. What is measured goes on by itself besides, as nothing waits for a script that
 * stands still. One at a time; `end` gives the process its own clock back.
 */
export class ScriptedClock implements Clock {
  #databaseUrl: string | undefined;
  #passedMs = 0;

  constructor(startsAt: Date) {
    vi.useFakeTimers({ toFake: ['Date'], now: startsAt });
  }

  // As fields, since clocks are taken apart.
  readonly now = (): Date => new Date();
  readonly monotonicMs = (): number => performance.now() + this.#passedMs;

  /** Lets a database that has no tables yet go by this clock, on every connection that is opened from now on. */
  async rule(databaseUrl: string): Promise<void> {
    this.#databaseUrl = databaseUrl;
    await this.#ask(RULE);
    await this.#ask('INSERT INTO scripted.clock VALUES ($1)', [this.now()]);
  }

  async pass(ms: number): Promise<void> {
    const at = new Date(Date.now() + ms);
    await this.#ask('UPDATE scripted.clock SET at = $1', [at]);
    this.#passedMs += ms;
    vi.setSystemTime(at);
  }

  end(): void {
    vi.useRealTimers();
  }

  async #ask(text: string, values?: unknown[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.#databaseUrl });
    await client.connect();
    try {
      await client.query(text, values);
    } finally {
      await client.end();
    }
  }
}

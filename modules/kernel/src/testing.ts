import { randomBytes } from 'node:crypto';
import type { AnyEntity, EntityClass } from '@mikro-orm/postgresql';
import pg from 'pg';
import { type OpenDatabase, openDatabase } from './database.ts';
import { migrate, type MigrationStep } from './migrate.ts';
import type { ScriptedClock } from './testing-clock.ts';

export { ScriptedClock } from './testing-clock.ts';
export { firstStatementOf, type Given, nameOf, type Read, readsOf } from './testing-plans.ts';
export { type Proxy, startProxy } from './testing-proxy.ts';

export type TestDatabase = {
  url: string;
  database: OpenDatabase;
  /** Closes the pools and removes the database. */
  drop(): Promise<void>;
};

/**
 * A fresh database with the given schema, on the server of `TEST_DATABASE_URL`; every test file has its own,
 * so that files can run side by side. It goes by the server's clock unless one is given.
 */
export async function createTestDatabase(parts: {
  steps: MigrationStep[];
  entities?: EntityClass<AnyEntity>[];
  clock?: ScriptedClock | undefined;
}): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server)
    throw new Error(
      'TEST_DATABASE_URL is not set: run this with vitest, whose global setup starts Postgres.',
    );
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await parts.clock?.rule(url.href);
  await migrate(url.href, parts.steps);
  const database = openDatabase({
    url: url.href,
    poolSize: 5,
    entities: parts.entities ?? [],
    onError: (error) => {
      throw error;
    },
  });
  return {
    url: url.href,
    database,
    drop: async () => {
      await database.close();
      // Without FORCE: Postgres waits for connections that are closing, and names those that somebody left open.
      await onServer(server, `DROP DATABASE ${name}`);
    },
  };
}

async function onServer(url: string, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(command);
  } finally {
    await client.end();
  }
}

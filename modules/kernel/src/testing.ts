import { createHash, randomBytes } from 'node:crypto';
import type { AnyEntity, EntityClass } from '@mikro-orm/postgresql';
import pg from 'pg';
import { type OpenDatabase, openDatabase } from './database.ts';
import { migrate, type MigrationStep } from './migrate.ts';
import type { ScriptedClock } from './testing-clock.ts';

export { ScriptedClock } from './testing-clock.ts';
export { firstStatementOf, type Given, nameOf, type Read, readsOf } from './testing-plans.ts';
export { type PlanCase, provePlans } from './testing-prove-plans.ts';
export { type Proxy, startProxy } from './testing-proxy.ts';
export { recordTraces } from './testing-tracer.ts';

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
  const url = urlOf(server, name);
  // A clock has to be there before the tables that go by it.
  const keepsTemplates = process.env['TEST_DATABASE_TEMPLATES'] !== undefined;
  if (keepsTemplates && !parts.clock && parts.steps.length > 0) {
    const template = await templateOf(server, parts.steps);
    await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  } else {
    await onServer(server, `CREATE DATABASE ${name}`);
    await parts.clock?.rule(url);
    await migrate(url, parts.steps);
  }
  const database = openDatabase({
    url,
    poolSize: 5,
    entities: parts.entities ?? [],
    onError: (error) => {
      throw error;
    },
  });
  return {
    url,
    database,
    drop: async () => {
      await database.close();
      // Without FORCE: Postgres waits for connections that are closing, and names those that somebody left open.
      await onServer(server, `DROP DATABASE ${name}`);
    },
  };
}

/** Any number that nothing else locks on the server's first database. */
const TEMPLATE_LOCK = 0x74656d70;

/** A database after these steps, to be copied: made by the first who asks, while the others wait. */
async function templateOf(server: string, steps: MigrationStep[]): Promise<string> {
  const text = steps.map((step) => `${step.name} ${String(step.class)}`).join('\n');
  const template = `template_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  await withServer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const made = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (made.rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${template}_made`);
    await client.query(`CREATE DATABASE ${template}_made`);
    await migrate(urlOf(server, `${template}_made`), steps);
    await client.query(`ALTER DATABASE ${template}_made RENAME TO ${template}`);
  });
  return template;
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function onServer(url: string, command: string): Promise<unknown> {
  return withServer(url, (client) => client.query(command));
}

async function withServer<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

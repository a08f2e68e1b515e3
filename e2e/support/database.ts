import { randomBytes } from 'node:crypto';
import { withClient } from './postgres.ts';

/** The database of which servers get copies; see scripts/vitest-servers.ts. */
const TEMPLATE = 'tidings';

/** A database of a test's own on the Postgres of the run. */
export type Database = {
  /** As the role as which an application works, which cannot change the audit log. */
  url: string;
  superuserUrl: string;
  remove(): Promise<void>;
};

/** Whether this run has a Postgres for all; where it has none, each server starts one. */
export const sharesPostgres = (): boolean => process.env['E2E_SUPERUSER_URL'] !== undefined;

/** With every table and no row: a server that starts on it has nothing to migrate. */
export function migratedDatabase(): Promise<Database> {
  return make(`TEMPLATE ${TEMPLATE}`);
}

/** Without anything: processes that start on it migrate it first. */
export function emptyDatabase(): Promise<Database> {
  return make('TEMPLATE template0');
}

async function make(from: string): Promise<Database> {
  const { E2E_SUPERUSER_URL: superuserUrl, E2E_APPLICATION_URL: applicationUrl } = process.env;
  if (!superuserUrl || !applicationUrl)
    throw new Error(
      'E2E_SUPERUSER_URL is not set: run this with vitest --project e2e, which starts Postgres.',
    );
  const name = `e2e_${randomBytes(8).toString('hex')}`;
  // Not from the template, which nobody may be connected to while it is copied.
  const beside = named(superuserUrl, 'postgres');
  await withClient(beside, async (client) => {
    await client.query(`CREATE DATABASE ${name} ${from}`);
    await client.query(`GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${name} TO tidings`);
  });
  return {
    url: named(applicationUrl, name),
    superuserUrl: named(superuserUrl, name),
    remove: async () => {
      await withClient(beside, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

function named(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

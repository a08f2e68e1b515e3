import type { Constructor } from '@mikro-orm/core';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';

/** A step of the database's history. Append-only: a step that has shipped is never edited. */
export type MigrationStep = { name: string; class: Constructor<Migration> };

// Any number that no other program in this database uses; "tidi" in ASCII.
const MIGRATION_LOCK = 0x74696469;

/**
 * Brings the database to the newest schema: all pending steps, in the order given, each in a transaction.
 * An advisory lock makes processes that start together wait for the first instead of racing it.
 * @returns the names of the steps that were run.
 */
export async function migrate(url: string, steps: MigrationStep[]): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  lock.on('error', () => undefined); // the statement under way fails as well, and tells
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await lock.query('CREATE SCHEMA IF NOT EXISTS kernel');
    return await runPending(url, steps);
  } finally {
    await lock.end(); // ends the session and with it the lock
  }
}

async function runPending(url: string, steps: MigrationStep[]): Promise<string[]> {
  const orm = new MikroORM({
    entities: [],
    driverOptions: { connectionString: url },
    dbName: new URL(url).pathname.slice(1),
    ensureDatabase: false,
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      migrationsList: steps,
      tableName: 'kernel.migration',
      snapshot: false,
      allOrNothing: false,
      disableForeignKeys: false,
      silent: true,
    },
  });
  try {
    return (await orm.migrator.up()).map((step) => step.name);
  } finally {
    await orm.close();
  }
}

import { type AnyEntity, type EntityClass, type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Transaction } from 'kysely';
import pg from 'pg';

/** SQL with a name (so that Postgres keeps its plan) and, as a type only, the shape of its rows. */
export type Statement<Row> = { readonly name: string; readonly text: string; readonly row?: Row };

export function statement<Row>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/** Something that runs statements: the pool, or an open transaction. */
export interface Sql {
  query<Row>(statement: Statement<Row>, values?: unknown[]): Promise<Row[]>;
}

/** An open transaction in which configuration data can be changed through entities as well. */
export interface UnitOfWork extends Sql {
  readonly em: EntityManager;
}

export interface Database extends Sql {
  /** Runs `work` in one transaction on one connection; again after a deadlock. The hot path. */
  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result>;
  /** Runs `work` in one transaction with an entity manager of its own; for configuration data. */
  unitOfWork<Result>(work: (tx: UnitOfWork) => Promise<Result>): Promise<Result>;
}

export type OpenDatabase = Database & {
  readonly orm: MikroORM;
  readonly pool: pg.Pool;
  close(): Promise<void>;
};

const int8 = 20;
const date = 1082;

/** `pg` gives bigint as text; none of ours leaves the range of safe integers. Dates stay text: a day has no time zone. */
function typeParsers(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(int8, Number);
  types.setTypeParser(date, (text: string) => text);
  return types;
}

type DatabaseOptions = {
  url: string;
  /** Most connections of the hot path. Entities use up to five more. */
  poolSize: number;
  entities: EntityClass<AnyEntity>[];
  onError: (error: Error) => void;
};

/** Opens the pools. Nothing is sent before the first query. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    types: typeParsers(),
    application_name: 'tidings',
    connectionTimeoutMillis: 10_000,
  });
  // A connection that the server drops raises `error`, on the pool while idle and on the client while in use;
  // unheard it would end the process.
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));
  const orm = new MikroORM({
    entities: options.entities,
    driverOptions: { connectionString: options.url },
    dbName: 'unused: the connection string names it',
    pool: { min: 0, max: 5 },
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    debug: false,
  });
  const run = async <Row>(client: pg.Pool | pg.PoolClient, query: Statement<Row>, values: unknown[] = []) => {
    const result = await client.query({ name: query.name, text: query.text, values });
    return result.rows as Row[]; // the statement declares its rows' shape
  };
  return {
    orm,
    pool,
    query: (query, values) => run(pool, query, values),
    transaction: (work) =>
      retryDeadlocks(() =>
        inTransaction(pool, (client) => work({ query: (query, values) => run(client, query, values) })),
      ),
    unitOfWork: (work) => retryDeadlocks(() => orm.em.fork().transactional((em) => work(unitOfWorkOn(em)))),
    close: async () => {
      await orm.close();
      await pool.end();
    },
  };
}

const DEADLOCK = '40P01';
const DEADLOCK_TRIES = 3;

/** Postgres ends one of two transactions that wait for each other; the one that was ended begins again. */
async function retryDeadlocks<Result>(transact: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact();
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === DEADLOCK;
      if (!isDeadlock || tries === DEADLOCK_TRIES) throw error;
    }
  }
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

function unitOfWorkOn(em: EntityManager): UnitOfWork {
  return {
    em,
    query: async <Row>(query: Statement<Row>, values: unknown[] = []) => {
      await em.flush();
      const transaction: Transaction<unknown> | undefined = em.getTransactionContext();
      if (!transaction) throw new Error('A unit of work runs inside a transaction.');
      const result = await transaction.executeQuery(CompiledQuery.raw(query.text, values));
      return result.rows as Row[]; // the statement declares its rows' shape
    },
  };
}

/** One value per database, made at first use: a batcher, a cache. */
export function perDatabase<Value>(create: (database: Database) => Value): (database: Database) => Value {
  const values = new WeakMap<Database, Value>();
  return (database) => {
    const known = values.get(database);
    if (known !== undefined) return known;
    const made = create(database);
    values.set(database, made);
    return made;
  };
}

import { type AnyEntity, type EntityClass, type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Transaction } from 'kysely';
import pg from 'pg';
import { releaseFailedBegins } from './release-failed-begins.ts';
import { settle } from './when-settled.ts';

/** SQL with a name (so that Postgres keeps its plan) and, as a type only, the shape of its rows. */
export type Statement<Row> = {
  readonly name: string;
  readonly text: string;
  /** Milliseconds to wait for its answer; {@link ANSWER_WITHIN_MS} if left out. */
  readonly answerWithinMs?: number;
  readonly row?: Row;
};

/** @param options `answerWithinMs` for upkeep that reads or writes whole tables and may take longer than a minute. */
export function statement<Row>(
  name: string,
  text: string,
  options: { answerWithinMs?: number } = {},
): Statement<Row> {
  return { name, text, ...options };
}

/**
 * A server that is frozen, or gone without a word, answers nothing and ends no connection; TCP gives up on it after
 * a quarter of an hour. A statement that has no answer after this long fails, and its connection is given up.
 */
const ANSWER_WITHIN_MS = 60_000;
/**
 * A transaction whose process is frozen, or cannot be reached, holds its locks no longer than this. Ours wait for nothing but
 * Postgres, unless data are converted for filters, which ends after three seconds. And others wait for their locks:
 * while one that records attempts stands still, no process can record any more attempts of the same webhooks.
 */
const IDLE_IN_TRANSACTION_MS = 5_000;

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
  /**
   * Runs `work` on a connection of its own outside transactions, for what Postgres refuses inside one. The
   * connection is closed at the end, so settings and locks of its session end with it.
   */
  session<Result>(work: (session: Sql) => Promise<Result>): Promise<Result>;
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
  /** See {@link ANSWER_WITHIN_MS}. */
  answerWithinMs?: number;
};

/** Opens the pools. Nothing is sent before the first query. */
export function openDatabase(options: DatabaseOptions): OpenDatabase {
  const answerWithinMs = options.answerWithinMs ?? ANSWER_WITHIN_MS;
  const connection = {
    connectionString: options.url,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  };
  const pool = new pg.Pool({
    ...connection,
    max: options.poolSize,
    types: typeParsers(),
    application_name: 'tidings',
  });
  // A connection that the server drops raises `error`, on the pool while idle and on the client while in use;
  // unheard it would end the process.
  pool.on('error', options.onError);
  pool.on('connect', (client) => client.on('error', options.onError));
  const orm = new MikroORM({
    entities: options.entities,
    driverOptions: { ...connection, query_timeout: answerWithinMs, onPoolCreated: releaseFailedBegins },
    dbName: 'unused: the connection string names it',
    ensureDatabase: false, // or the ORM would make one of that name
    pool: { min: 0, max: 5 },
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    debug: false,
  });
  // Several first units of work at once would each make a client of their own, and lose all but the last.
  let connecting: Promise<unknown> | undefined;
  const connected = () =>
    (connecting ??= orm.connect().catch((error: unknown) => {
      connecting = undefined;
      throw error;
    }));
  const run = async <Row>(client: pg.Pool | pg.PoolClient, query: Statement<Row>, values: unknown[] = []) => {
    const { name, text } = query;
    const config: pg.QueryConfig & { query_timeout: number } = {
      name,
      text,
      values,
      query_timeout: query.answerWithinMs ?? answerWithinMs,
    };
    const result = await client.query(config);
    return result.rows as Row[]; // the statement declares its rows' shape
  };
  const on = (client: pg.PoolClient): Sql => ({ query: (query, values) => run(client, query, values) });
  return {
    orm,
    pool,
    query: (query, values) => run(pool, query, values),
    transaction: (work) => retryDeadlocks(() => inTransaction(pool, on, work)),
    session: async (work) => {
      const client = await pool.connect();
      try {
        return await work(on(client));
      } finally {
        client.release(true);
      }
    },
    unitOfWork: (work) =>
      retryDeadlocks(async () => {
        await connected();
        return inUnitOfWork(orm.em.fork(), work);
      }),
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
      if (!isDeadlock(error) || tries === DEADLOCK_TRIES) throw error;
    }
  }
}

/** Whether Postgres ended a statement since its transaction and another one waited for each other. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DEADLOCK;
}

const BEGIN = statement<never>('', 'BEGIN');
const COMMIT = statement<never>('', 'COMMIT');
const ROLLBACK = statement<never>('', 'ROLLBACK');

async function inTransaction<Result>(
  pool: pg.Pool,
  on: (client: pg.PoolClient) => Sql,
  work: (tx: Sql) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  const tx = on(client);
  const settled = settle(tx);
  let isBroken = false;
  let result: Result;
  try {
    await tx.query(BEGIN);
    result = await work(tx);
    await tx.query(COMMIT);
  } catch (error) {
    // A connection that does not answer is closed instead, which ends its transaction as well.
    isBroken = isUnanswered(error);
    if (!isBroken) await tx.query(ROLLBACK).catch(() => (isBroken = true));
    settled('rolledBack');
    throw error;
  } finally {
    client.release(isBroken);
  }
  settled('committed');
  return result;
}

async function inUnitOfWork<Result>(
  forked: EntityManager,
  work: (tx: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  let settled: ReturnType<typeof settle> | undefined;
  let result: Result;
  try {
    result = await forked.transactional((em) => {
      const tx = unitOfWorkOn(em);
      settled = settle(tx);
      return work(tx);
    });
  } catch (error) {
    settled?.('rolledBack');
    throw error;
  }
  settled?.('committed');
  return result;
}

/** What `pg` says when `query_timeout` has passed. */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
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

import type pg from 'pg';

/**
 * Closes connections on which a transaction could not be begun. Kysely 0.29, on which MikroORM stands, takes a
 * connection from the pool, sends BEGIN, and when that fails never gives the connection back
 * (`ControlledTransactionBuilder.execute`): a few failures, and everybody waits for ever.
 */
export function releaseFailedBegins(pool: pg.Pool): void {
  pool.on('acquire', (client) => {
    const query = client.query.bind(client);
    const guarded = (...args: Parameters<typeof query>) => {
      client.query = query; // BEGIN is the first thing that is said
      const answer: unknown = query(...args);
      if (answer instanceof Promise && isBegin(args[0]))
        answer.catch((error: Error) => client.release(error));
      return answer;
    };
    client.query = guarded as typeof query; // the same overloads, passed on
  });
}

function isBegin(query: unknown): boolean {
  return typeof query === 'string' && /^(begin|start transaction)/i.test(query);
}

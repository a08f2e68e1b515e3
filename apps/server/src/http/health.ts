import { pingQueue } from '@tidings/delivery/wiring';
import { type Database, DomainError, toProblem } from '@tidings/kernel';
import type { RequestHandler } from 'express';
import { requestIdOf } from './request-context.ts';

const PING_TIMEOUT_MS = 2_000;

/** `/health`: this process answers. */
export const health: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/**
 * `/ready`: this process can do its work: it is not stopping, the database answers, and so does the queue in it.
 * @param isStopping asked with each request.
 */
export function ready(database: Database, isStopping: () => boolean): RequestHandler {
  return async (_request, response) => {
    const reason = isStopping() ? 'This process is stopping.' : await reasonOf(database);
    if (reason === undefined) {
      response.json({ status: 'ready', database: 'ok', queue: 'ok' });
      return;
    }
    const problem = toProblem(new DomainError('unavailable', reason), requestIdOf(response));
    response.status(503).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** Why nothing can be done with the database, if so. */
async function reasonOf(database: Database): Promise<string | undefined> {
  const timeout = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('timeout')), PING_TIMEOUT_MS).unref();
  });
  return Promise.race([pingQueue(database), timeout]).then(
    () => undefined,
    () => 'The database does not answer.',
  );
}

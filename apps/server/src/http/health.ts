import { pingQueue } from '@tidings/delivery/wiring';
import { type Database, DomainError, toProblem } from '@tidings/kernel';
import type { RequestHandler } from 'express';
import { requestIdOf } from './request-context.ts';

const PING_TIMEOUT_MS = 2_000;

/** `/health`: this process answers. */
export const health: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** `/ready`: this process can do its work: the database answers, and so does the queue in it. */
export function ready(database: Database): RequestHandler {
  return async (_request, response) => {
    try {
      const timeout = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('timeout')), PING_TIMEOUT_MS).unref();
      });
      await Promise.race([pingQueue(database), timeout]);
      response.json({ status: 'ready', database: 'ok', queue: 'ok' });
    } catch {
      const fault = new DomainError('unavailable', 'The database does not answer.');
      response
        .status(503)
        .type('application/problem+json')
        .send(JSON.stringify(toProblem(fault, requestIdOf(response))));
    }
  };
}

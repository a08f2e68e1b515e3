import { setTimeout } from 'node:timers/promises';
import type { Process } from '@tidings/identity';
import { receive } from '@tidings/play';
import { receiverName } from '@tidings/play/schema';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { requestIdOf } from './request-context.ts';

/** The built-in receiver, `POST /play/acct_…`, or `/play/acct_…/name`: open to everybody who knows the URL, in dev and demo mode only. */
export function playReceiver(process: Process): Router {
  const router = express.Router();
  const parse = express.text({ type: () => true, limit: '1mb' });
  router.post(['/:account', '/:account/:name'], parse, answerBy(process));
  return router;
}

function answerBy(process: Process): RequestHandler<{ account: string; name?: string }> {
  return async (request, response) => {
    const { account: accountId, name } = request.params;
    if (!/^acct_[0-7][0-9a-z]{25}$/.test(accountId) || !receiverName.optional().safeParse(name).success) {
      response.status(404).json({ error: 'There is no such inbox.' });
      return;
    }
    const ctx = {
      ...process,
      accountId,
      actor: { type: 'system' as const, id: 'play', name: 'Built-in receiver' },
      requestId: requestIdOf(response),
    };
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [
        header,
        Array.isArray(value) ? value.join(', ') : value,
      ]),
    );
    const body: unknown = request.body;
    const answer = await receive(ctx, {
      name,
      method: request.method,
      path: request.originalUrl,
      headers,
      body: typeof body === 'string' ? body : '',
    });
    if (answer.delayMs > 0 && !(await stays(response, answer.delayMs))) return;
    if (answer.status === 302) response.location('/play');
    response.status(answer.status);
    if (answer.body === '') response.end();
    else response.type('text/plain').send(answer.body);
  };
}

/** Waits, and says whether the client waits as long: a sender with a shorter timeout has left by then. */
async function stays(response: Response, delayMs: number): Promise<boolean> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return setTimeout(delayMs, true, { signal: left.signal }).catch(() => false);
}

import type { Process } from '@tidings/identity';
import { receive } from '@tidings/play';
import express, { type Router } from 'express';
import { requestIdOf } from './request-context.ts';

/** The built-in receiver, `POST /play/acct_…`: open to everybody who knows the URL, in dev and demo mode only. */
export function playReceiver(process: Process): Router {
  const router = express.Router();
  router.post('/:account', express.text({ type: () => true, limit: '1mb' }), async (request, response) => {
    const accountId = request.params.account;
    if (!/^acct_[0-7][0-9a-z]{25}$/.test(accountId)) {
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
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value,
      ]),
    );
    const body: unknown = request.body;
    const answer = await receive(ctx, {
      method: request.method,
      path: request.originalUrl,
      headers,
      body: typeof body === 'string' ? body : '',
    });
    if (answer.status === 302) response.location('/play');
    response.status(answer.status);
    if (answer.body === '') response.end();
    else response.type('text/plain').send(answer.body);
  });
  return router;
}

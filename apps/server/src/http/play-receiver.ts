import { setTimeout } from 'node:timers/promises';
import { getAccount, type Process } from '@tidings/identity';
import { type Context, DomainError } from '@tidings/kernel';
import { receive } from '@tidings/play';
import { receiverName } from '@tidings/play/schema';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { requestIdOf } from './request-context.ts';

/**
 * The built-in receiver, `POST /play/acct_…`, or `/play/acct_…/name`: open to everybody who knows the URL, in dev and demo mode only.
 * Whoever opens the URL in a browser is led to what has arrived there.
 */
export function playReceiver(process: Process): Router {
  const router = express.Router();
  const parse = express.text({ type: () => true, limit: '1mb' });
  const paths = ['/:account', '/:account/:name'];
  router.post(paths, parse, answerBy(process));
  router.get(paths, leadToArrivals);
  return router;
}

const leadToArrivals: RequestHandler<Address> = ({ params }, response, next) => {
  if (isAddress(params)) response.redirect('/play');
  else next();
};

type Address = { account: string; name?: string };

function isAddress({ account, name }: Address): boolean {
  return /^acct_[0-7][0-9a-z]{25}$/.test(account) && receiverName.optional().safeParse(name).success;
}

function answerBy(process: Process): RequestHandler<Address> {
  return async (request, response) => {
    const { account: accountId, name } = request.params;
    const ctx = {
      ...process,
      accountId,
      actor: { type: 'system' as const, id: 'play', name: 'Built-in receiver' },
      requestId: requestIdOf(response),
    };
    if (!isAddress(request.params) || !(await isAccount(ctx))) {
      response.status(404).json({ error: 'There is no such inbox.' });
      return;
    }
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

/** Accounts that nobody has would crowd out the inboxes of those that there are. */
async function isAccount(ctx: Context & { accountId: string }): Promise<boolean> {
  return getAccount(ctx, { id: ctx.accountId }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof DomainError && error.code === 'not_found') return false;
      throw error;
    },
  );
}

/** Waits, and says whether the client waits as long: a sender with a shorter timeout has left by then. */
async function stays(response: Response, delayMs: number): Promise<boolean> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return setTimeout(delayMs, true, { signal: left.signal }).catch(() => false);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api.ts';
import { connect } from './database.ts';
import type { Server } from './server.ts';
import { publishBatch } from './steady-load.ts';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:65535/hooks';
/** As many failures in a row as make a webhook failing. */
const FAILURES = 5;
const WITHIN_MS = 15_000;

/** What the product leaves behind of deliveries; `failures` whatever else it does. */
const LEFT_BEHIND = `
  SELECT (SELECT count(*) FROM delivery.attempt WHERE outcome = 'failed')::int AS failures,
         (SELECT coalesce(sum(attempts), 0) FROM metrics.hourly)::int AS summed,
         (SELECT count(*) FROM metrics.reading WHERE taken_at IS NOT NULL)::int AS measured,
         (SELECT count(*) FROM endpoint.activity WHERE is_failing)::int AS failing,
         (SELECT count(*) FROM endpoint.activity WHERE health_changed_at IS NOT NULL)::int AS judged,
         (SELECT count(*) FROM notification.notice)::int AS noted`;

type LeftBehind = Record<'failures' | 'summed' | 'measured' | 'failing' | 'judged' | 'noted', number>;

async function leftBehind({ dataDir }: Server): Promise<LeftBehind> {
  const client = await connect(dataDir);
  const { rows } = await client.query<LeftBehind>(LEFT_BEHIND);
  await client.end();
  if (!rows[0]) throw new Error('A query without a table has one row.');
  return rows[0];
}

/** Gives the server something to tell of: a webhook of which every attempt fails. */
export async function failOnPurpose(server: Server, event: string): Promise<void> {
  const api = await new Api(server.url).newAccount();
  await api.newWebhook(NOWHERE, { retry: { enabled: false } });
  await publishBatch(api, event, FAILURES);
  await api.close();
  for (const beforeMs = performance.now() + WITHIN_MS; performance.now() < beforeMs; await sleep(100))
    if ((await leftBehind(server)).failures >= FAILURES) return;
  throw new Error('Attempts that had to fail were not recorded.');
}

/** Counts what is told to those who look at an account, as every process hears it. */
export async function hearNews({
  dataDir,
}: Server): Promise<{ count: () => number; stop: () => Promise<void> }> {
  const client = await connect(dataDir);
  let heard = 0;
  client.on('notification', () => (heard += 1));
  client.on('error', () => undefined); // its Postgres was stopped, since something else went wrong
  await client.query('LISTEN tidings_news');
  return { count: () => heard, stop: () => client.end() };
}

/** What a server has done, with how often it told news. */
export type Done = LeftBehind & { news: number };

export async function doneBy(server: Server, news: number): Promise<Done> {
  return { ...(await leftBehind(server)), news };
}

/** @throws {Error} when the one did not do all that is measured, or the other did any of it. */
export function assertLeftOut(whole: Done, bare: Done): void {
  const { failures, ...done } = whole;
  const { failures: sameFailures, ...undone } = bare;
  const isFair = failures >= FAILURES && sameFailures >= FAILURES;
  const isDone = Object.values(done).every((count) => count > 0);
  const isUndone = Object.values(undone).every((count) => count === 0);
  if (isFair && isDone && isUndone) return;
  throw new Error(
    `The two are not what is to be compared: ${JSON.stringify(whole)} with it, ${JSON.stringify(bare)} without.`,
  );
}

import { randomUUID } from 'node:crypto';
import { endpointWarned } from '@tidings/endpoint/wiring';
import { createLog, newId, systemClock } from '@tidings/kernel';
import { createCaller } from '../app-router.ts';
import type { installation } from '../testing.ts';

type Home = Awaited<ReturnType<typeof installation>>;

/** An account with one of everything that has an id, by the names that examples use. */
export type World = {
  accountId: string;
  ids: Record<string, string>;
};

const URL = 'https://93.184.215.14/hooks';
/** The day is part of an id: an unknown one is of today, like those that exist. */
export const UNKNOWN: World['ids'] = {
  ...Object.fromEntries(
    (['acct', 'evt', 'wh', 'del', 'rpl', 'key', 'app', 'inv', 'ptl', 'ntc'] as const).map((prefix) => [
      prefix,
      newId(prefix),
    ]),
  ),
  usr: randomUUID(),
};

/** Makes a new account and what is in it, with the service key over REST. */
export async function newWorld(home: Home, given?: string): Promise<World> {
  const accountId = given ?? (await made(home, '/accounts', { name: 'Acme' })).id;
  const headers = { 'tidings-account': accountId };
  const post = (path: string, body: object) => made(home, path, body, headers);
  const webhook = await post('/webhooks', { url: URL, events: ['*'] });
  const type = await home.api('GET', '/event-types/tag.created');
  const event = await post('/events', { type: 'tag.created', data: type.json.versions[0].example });
  const { json: log } = await home.api('GET', `/webhooks/${webhook.id}/deliveries`, { headers });
  const replay = await post('/replays', {
    created_after: '2026-01-01T00:00:00Z',
    created_before: '2026-01-02T00:00:00Z',
  });
  const app = await post('/apps', { name: 'CRM' });
  const visit = await post(`/accounts/${accountId}/portal_sessions`, {});
  const invited = await home.request('POST', '/trpc/team.invite', {
    headers: { authorization: `Bearer ${home.serviceKey}`, ...headers },
    body: { email: `${randomUUID()}@example.com`, role: 'viewer' },
  });
  const warned = {
    endpointId: webhook.id,
    accountId,
    name: 'Hook',
    url: URL,
    threshold: 50,
    consecutiveFailures: 50,
    lastStatusCode: 500,
    lastError: 'http_5xx',
  } as const;
  await home.database.transaction((tx) => endpointWarned.announce(tx, [warned]));
  const notices = await createCaller({
    config: home.config,
    database: home.database,
    clock: systemClock,
    log: createLog('silent'),
    requestId: 'matrix',
    accountId,
    actor: { type: 'user', id: randomUUID(), name: 'Reader', role: 'developer' },
    signedIn: true,
  }).notifications.list({});
  const key = await post('/keys', { name: 'CI', scopes: ['webhooks:read'] });
  return {
    accountId,
    ids: {
      acct: accountId,
      evt: event.id,
      wh: webhook.id,
      del: log.data[0].id,
      rpl: replay.id,
      app: app.id,
      key: key.id,
      inv: invited.json.result.data.id,
      ptl: visit.id,
      ntc: String(notices.data[0]?.id),
    },
  };
}

async function made(home: Home, path: string, body: object, headers = {}) {
  const answer = await home.api('POST', path, { body, headers });
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
  return answer.json;
}

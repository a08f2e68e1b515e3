import type { Browser } from 'playwright-core';
import type { Api } from '../support/api.ts';
import { invite } from '../support/invite.ts';
import { publish } from '../support/samples.ts';
import type { Delivery, Page, Published } from '../support/shapes.ts';
import { type Server } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import type { Viewer } from './picture.ts';
import { ADMIN, ScenePeople, type Session } from './scene-people.ts';
import { startReceivers } from './scene-receivers.ts';
import { makeOthers, makeOwn, type SceneWebhooks, untilSeen } from './scene-webhooks.ts';

/** An account as it is after some use, and those who look at it. */
export type Scene = {
  /** As in the links that are handed over. */
  origin: string;
  accountId: string;
  sessions: Record<Viewer, Session>;
  webhooks: SceneWebhooks;
  /** An event that most webhooks heard of, and a delivery of it that failed. */
  event: Published;
  failed: Delivery;
  /** The token of an invitation that nobody has accepted yet. */
  invitation: string;
  /** Where a webhook can be made that works. */
  freeUrl: string;
  /** A new link to the portal of the account. */
  portalLink(): Promise<string>;
  close(): Promise<void>;
};

/** How many of each are published, one type after the other. */
const TRAFFIC: Record<string, number> = {
  'subscriber.created': 6,
  'contact.updated': 4,
  'email.opened': 5,
  'email.bounced': 3,
  'purchase.refunded': 2,
  'campaign.launched': 2,
  'tag.created': 3,
  'purchase.created': 6,
};

/** Fills an account of a server with people, webhooks to real receivers, and traffic that these answer each in their way. */
export async function prepareScene(server: Server, browser: Browser): Promise<Scene> {
  const origin = `http://localhost:${server.port}`;
  const account = await server.newAccount('Acme Mail');
  const { accountId } = account;
  const people = new ScenePeople(browser, server, origin);
  const receivers = await startReceivers();
  const own: { webhooks?: Awaited<ReturnType<typeof makeOwn>> } = {};
  const grace = { name: 'Grace Hopper', email: ADMIN.email, role: 'admin' };
  const admin = await people.join(accountId, grace, async (request) => {
    own.webhooks = await makeOwn(request, receivers);
  });
  if (!own.webhooks) throw new Error('The admin makes webhooks.');
  const webhooks = { ...own.webhooks, ...(await makeOthers(account, receivers)) };
  await account.post('/webhooks', {
    name: 'Test receiver',
    url: `${origin}/play/${accountId}`,
    events: ['subscriber.created', 'tag.created'],
  });
  const event = await publishTraffic(account);
  const sessions = { admin, ...(await people.others(accountId)) };
  const link = await invite(server, accountId, { email: 'mary@example.com', role: 'developer' });
  await untilSeen(account, webhooks);
  return {
    origin,
    accountId,
    sessions,
    webhooks,
    event,
    failed: await failedDelivery(account, webhooks.flaky),
    invitation: new URL(link).hash.slice(1),
    freeUrl: receivers.healthy.url,
    portalLink: async () =>
      (await server.api.post<{ url: string }>(`/accounts/${accountId}/portal_sessions`, {})).body.url,
    close: async () => {
      await Promise.all(Object.values(receivers).map((receiver) => receiver.close()));
    },
  };
}

/** Answers the event that was published last. */
async function publishTraffic(account: Api): Promise<Published> {
  let last: Published | undefined;
  for (const [type, count] of Object.entries(TRAFFIC)) {
    const { body } = await account.get<{ versions: { example: object }[] }>(`/event-types/${type}`);
    for (let turn = 0; turn < count; turn += 1)
      last = await publish(account, { type, data: body.versions[0]?.example });
  }
  if (!last) throw new Error('There is traffic.');
  return last;
}

/** One that was answered with a fault and is to be tried again. */
async function failedDelivery(account: Api, webhookId: string): Promise<Delivery> {
  const found = await until(
    async () => {
      const { body } = await account.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?status=retrying`);
      return body.data[0] ?? null;
    },
    (delivery) => delivery !== null,
    { what: 'a delivery that failed' },
  );
  if (!found) throw new Error('It was waited for.');
  return found;
}

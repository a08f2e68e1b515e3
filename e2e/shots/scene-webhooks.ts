import type { APIRequestContext } from 'playwright-core';
import { Api } from '../support/api.ts';
import { createWebhook } from '../support/samples.ts';
import type { CreatedWebhook, Webhook } from '../support/shapes.ts';
import { until } from '../support/until.ts';
import { deadUrl, type Receivers } from './scene-receivers.ts';

export type WebhookName = 'healthy' | 'flaky' | 'slow' | 'hanging' | 'dead' | 'paused' | 'gone';
/** Their ids. */
export type SceneWebhooks = Record<WebhookName, string>;

const ONCE = { enabled: false };

/** What Grace makes in the console. */
export async function makeOwn(
  request: APIRequestContext,
  receivers: Receivers,
): Promise<Omit<SceneWebhooks, 'flaky' | 'gone'>> {
  const make = async (data: Record<string, unknown>): Promise<string> => {
    const answer = await request.post('/api/v1/webhooks', { data });
    if (answer.status() !== 201) throw new Error(`Making a webhook: ${await answer.text()}`);
    return ((await answer.json()) as CreatedWebhook).id;
  };
  const slack = 'https://hooks.slack.example.com/services/T029/B811/tidings';
  const paused = await make({ name: 'Slack alerts', url: slack, events: ['purchase.*', 'webhook.*'] });
  const change = (id: string, data: Record<string, unknown>) =>
    request.patch(`/api/v1/webhooks/${id}`, { data });
  await change(paused, { status: 'paused' });
  const slow = { name: 'Warehouse', url: receivers.slow.url, events: ['campaign.*', 'tag.*'] };
  const warehouse = await make(slow);
  await change(warehouse, { name: 'Warehouse loader', timeout_seconds: 8 });
  return {
    paused,
    hanging: await make({
      name: 'Search index',
      url: receivers.hanging.url,
      events: ['email.*'],
      timeout_seconds: 1,
    }),
    dead: await make({ name: 'Data lake', url: await deadUrl(), events: ['purchase.*'], retry: ONCE }),
    slow: warehouse,
    healthy: await make({
      name: 'CRM contact sync',
      description: 'Keeps contacts in step with the CRM.',
      url: `${receivers.healthy.url}/tidings`,
      events: ['subscriber.*', 'contact.*', 'tag.created'],
      headers: { 'x-environment': 'production' },
      filter: { 'object.email': { $exists: true } },
    }),
  };
}

/** What others made: an app that is installed, and a service. */
export async function makeOthers(
  account: Api,
  receivers: Receivers,
): Promise<Pick<SceneWebhooks, 'flaky' | 'gone'>> {
  const app = await account.post<{ id: string }>('/apps', { name: 'Fetchbase' });
  const scopes = ['webhooks:read', 'webhooks:write', 'events:read', 'deliveries:write'];
  const key = await account.post<{ key: string }>('/keys', {
    name: 'Production',
    scopes,
    app_id: app.body.id,
  });
  await account.post('/keys', { name: 'Nightly export', scopes: ['events:read'] });
  const asApp = new Api(account.origin, { authorization: `Bearer ${key.body.key}` });
  const ledger = { name: 'Billing ledger', url: receivers.flaky.url, events: ['purchase.*', 'email.*'] };
  const importer = { name: 'Old importer', url: receivers.gone.url, events: ['email.bounced'] };
  return {
    flaky: (await createWebhook(asApp, ledger)).id,
    gone: (await createWebhook(account, importer)).id,
  };
}

/** Waits until the system has seen what there is to be seen of those that fail. */
export async function untilSeen(account: Api, { hanging, dead, gone }: SceneWebhooks): Promise<void> {
  const is = (id: string, holds: (webhook: Webhook) => boolean, what: string) =>
    until(async () => (await account.get<Webhook>(`/webhooks/${id}`)).body, holds, { what });
  await Promise.all([
    is(gone, ({ status }) => status === 'disabled', 'the importer is disabled'),
    is(hanging, ({ health }) => health === 'failing', 'the index is failing'),
    is(dead, ({ health }) => health === 'failing', 'the lake is failing'),
  ]);
}

import { createWebhook, listWebhooks, updateWebhook } from '@tidings/endpoint';
import { createWebhookInput, type Webhook } from '@tidings/endpoint/schema';
import { catalogOf, isOperational, publish } from '@tidings/event';
import type { FirstPrincipals } from '@tidings/identity/wiring';
import type { Context } from '@tidings/kernel';
import { inboxUrl } from '@tidings/play';
import { startReceivers } from './receivers.ts';

const PUBLISH_EVERY_MS = 900;

/** A demo account with webhooks that are healthy, flaky, slow and dead, and live traffic for them. */
export async function startDemo(process: Context, first: FirstPrincipals): Promise<() => Promise<void>> {
  const ctx: Context = {
    ...process,
    accountId: first.account.id,
    actor: { type: 'service', id: 'demo', name: 'Demo' },
  };
  const known = (await listWebhooks(ctx, { limit: 100 })).data;
  const before = known.find((webhook) => webhook.name === 'CRM contact sync');
  const receivers = await startReceivers(before ? Number(new URL(before.url).port) : 0);
  const quick = { max_retries: 5, delays: ['10s', '30s', '1m', '5m', '15m'] };
  await ensureWebhooks(ctx, known, [
    { name: 'CRM contact sync', url: receivers.url('healthy'), events: ['subscriber.*', 'contact.*'] },
    { name: 'Billing ledger', url: receivers.url('flaky'), events: ['purchase.*', 'email.*'], retry: quick },
    {
      name: 'Warehouse loader',
      url: receivers.url('slow'),
      events: ['campaign.*', 'tag.*', 'custom_field.*'],
    },
    {
      name: 'Old importer',
      url: receivers.deadUrl,
      events: ['email.bounced', 'subscriber.bounced'],
      retry: quick,
    },
    { name: 'Built-in receiver', url: inboxUrl(ctx.config.PUBLIC_URL, first.account.id), events: ['*'] },
  ]);
  const types = catalogOf(ctx)
    .list()
    .filter(({ name }) => !isOperational(name));
  const timer = setInterval(() => {
    const type = types[Math.floor(Math.random() * types.length)];
    const example = type?.versions[0]?.example;
    if (!type || !example) return;
    publish(ctx, { type: type.name, data: example }).catch((error: unknown) => {
      ctx.log.warn({ err: error }, 'The demo could not publish an event');
    });
  }, PUBLISH_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await receivers.close();
  };
}

type DemoWebhook = {
  name: string;
  url: string;
  events: string[];
  retry?: { max_retries: number; delays: string[] };
};

/** Makes the webhooks at the first start; later only their URLs follow the receivers' new ports. */
async function ensureWebhooks(ctx: Context, known: Webhook[], wanted: DemoWebhook[]): Promise<void> {
  for (const webhook of wanted) {
    const existing = known.find((each) => each.name === webhook.name);
    if (!existing) await createWebhook(ctx, createWebhookInput.parse(webhook));
    else if (existing.url !== webhook.url) await updateWebhook(ctx, { id: existing.id, url: webhook.url });
  }
}

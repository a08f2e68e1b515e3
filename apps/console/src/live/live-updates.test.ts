import { QueryObserver } from '@tanstack/react-query';
import type { Delivery } from '@tidings/delivery/schema';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';

import type { Log } from '../log/log.ts';
import { FetchEventSource } from './testing-event-source.ts';

const kept = new Map<string, string>();
vi.stubGlobal('location', new URL('http://console.test/'));
vi.stubGlobal('EventSource', FetchEventSource);
vi.stubGlobal('localStorage', {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
});

// What asks for these globals as it is loaded.
const { handlers } = await import('../mocks/handlers.ts');
const { addDelivery, deliveries } = await import('../mocks/deliveries.ts');
const { tellMockNews } = await import('../mocks/news.ts');
const { addNotice } = await import('../mocks/notification-procedures.ts');
const { signInAs } = await import('../mocks/procedures.ts');
const { makeWebhook, webhooks } = await import('../mocks/webhooks.ts');
const { queryClient, trpc } = await import('../api/client.ts');
const { refreshUnlessTold } = await import('../api/refresh.ts');
const { deliveryLog } = await import('../features/deliveries/delivery-log-query.ts');
const { webhookRowsQuery } = await import('../features/webhooks/webhook-rows-query.ts');
const { logKey, logQuery, readOlder } = await import('../log/log-query.ts');
const { connectionNow, followConnection } = await import('./live.ts');
const { prepareStream } = await import('./open-stream.ts');
const { readNews } = await import('./read-again.ts');

const server = setupServer(...handlers);
const asked: string[] = [];
server.events.on('request:start', ({ request }) => {
  asked.push(new URL(request.url).pathname.replace('/trpc/', ''));
});

beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
  signInAs('ada@example.com');
  prepareStream();
});
afterEach(() => {
  server.resetHandlers();
  queryClient.clear();
  asked.length = 0;
});
afterAll(() => server.close());

/** A page with the log of a webhook that has so many deliveries, and with the webhook itself. */
async function setup({ rows = 1, paused = false } = {}) {
  const webhook = makeWebhook({ name: 'Ledger' });
  webhooks.push(webhook);
  for (let count = 0; count < rows; count += 1) addDelivery(webhook, 'healthy', 0, rows - count);
  const stop = followConnection(() => undefined);
  await vi.waitFor(() => expect(connectionNow()).toBe('told'), 30_000);
  const source = deliveryLog(webhook.id, {});
  const log = new QueryObserver<Log<Delivery>>(queryClient, {
    ...logQuery(source),
    refetchInterval: paused ? false : refreshUnlessTold(2_000),
  });
  const badge = new QueryObserver(queryClient, {
    ...trpc.webhooks.get.queryOptions({ id: webhook.id }),
    refetchInterval: refreshUnlessTold(5_000),
  });
  const unsubscribe = [log.subscribe(() => undefined), badge.subscribe(() => undefined), stop];
  onTestFinished(() => unsubscribe.forEach((each) => each()));
  const shown = () => log.getCurrentResult().data?.rows ?? [];
  await vi.waitFor(() => expect(shown().length).toBeGreaterThan(0), 30_000);
  await vi.waitFor(() => expect(badge.getCurrentResult().data).toBeDefined(), 30_000);
  while (shown().length < rows) {
    const cursor = log.getCurrentResult().data?.nextCursor;
    if (cursor) await readOlder(source, cursor);
  }
  asked.length = 0;
  return { webhook, source, log, badge, shown };
}

it('shows a new row as soon as it is told of, and hardly asks by itself', async () => {
  const { webhook, shown, log } = await setup();
  const { id } = addDelivery(webhook, 'healthy', 0, 0);
  expect([shown().length, refreshUnlessTold(2_000)(log.getCurrentQuery())]).toEqual([1, 30_000]);
  tellMockNews({ deliveries: { [webhook.id]: [id] } });
  await vi.waitFor(() => expect(shown().map((row) => row.id)).toContain(id), 30_000);
});

it('reads the latest attempts of a webhook as soon as one of its deliveries is told of, and of no other', async () => {
  const { webhook } = await setup();
  const panel = new QueryObserver(queryClient, {
    ...trpc.deliveries.latestAttempts.queryOptions({ id: webhook.id, limit: 8 }),
    refetchInterval: refreshUnlessTold(5_000),
  });
  onTestFinished(panel.subscribe(() => undefined));
  const shown = () => panel.getCurrentResult().data?.data ?? [];
  await vi.waitFor(() => expect(shown()).toHaveLength(1), 30_000);
  const { id } = addDelivery(webhook, 'healthy', 0, 0);
  tellMockNews({ deliveries: { wh_other: [id] } });
  tellMockNews({ deliveries: { [webhook.id]: [id] } });
  await vi.waitFor(() => expect(shown()[0]?.delivery_id).toBe(id), 30_000);
  expect(asked.filter((name) => name === 'deliveries.latestAttempts')).toHaveLength(2);
});

it('shows another badge as soon as the health of a webhook changes', async () => {
  const { webhook, badge } = await setup();
  webhook.health = 'failing';
  tellMockNews({ webhooks: [webhook.id] });
  await vi.waitFor(() => expect(badge.getCurrentResult().data?.health).toBe('failing'), 30_000);
  expect(asked).not.toContain('deliveries.list');
});

it('reads of the list those rows alone that it is told of', async () => {
  const { webhook } = await setup();
  const rows = new QueryObserver(queryClient, { ...webhookRowsQuery, refetchInterval: 30_000 });
  onTestFinished(rows.subscribe(() => undefined));
  const shown = () => rows.getCurrentResult().data?.data ?? [];
  await vi.waitFor(() => expect(shown().map(({ id }) => id)).toContain(webhook.id), 30_000);
  const inputs: unknown[] = [];
  server.use(
    http.get('/trpc/webhooks.rows', ({ request }) => {
      inputs.push(JSON.parse(new URL(request.url).searchParams.get('input') ?? '{}'));
    }),
  );
  webhook.name = 'Ledger of old';
  tellMockNews({ webhooks: [webhook.id] });
  await vi.waitFor(() => expect(shown().map(({ name }) => name)).toContain('Ledger of old'), 30_000);
  webhooks.splice(webhooks.indexOf(webhook), 1);
  tellMockNews({ webhooks: [webhook.id] });
  await vi.waitFor(() => expect(shown().map(({ id }) => id)).not.toContain(webhook.id), 30_000);
  expect(shown().length).toBeGreaterThan(0);
  expect(inputs).toEqual([{ ids: [webhook.id] }, { ids: [webhook.id] }]);
});

it('shows in the bell and the banner what people are told, as soon as it is, and with the badge', async () => {
  const { webhook, badge } = await setup();
  const unread = new QueryObserver(queryClient, {
    ...trpc.notifications.unread.queryOptions(),
    refetchInterval: refreshUnlessTold(15_000),
  });
  const banner = new QueryObserver(queryClient, {
    ...trpc.notifications.banner.queryOptions({ id: webhook.id }),
    refetchInterval: refreshUnlessTold(10_000),
  });
  const unsubscribe = [unread.subscribe(() => undefined), banner.subscribe(() => undefined)];
  onTestFinished(() => unsubscribe.forEach((each) => each()));
  await vi.waitFor(
    () => expect(banner.getCurrentResult().data).toEqual({ notice: null, failing: null }),
    30_000,
  );
  await vi.waitFor(() => expect(unread.getCurrentResult().data).toBeDefined(), 30_000);
  expect(refreshUnlessTold(15_000)(unread.getCurrentQuery())).toBe(30_000);
  const before = unread.getCurrentResult().data?.unread ?? 0;
  webhook.health = 'failing';
  addNotice(webhook);
  tellMockNews({ webhooks: [webhook.id], notices: true });
  await vi.waitFor(() => expect(unread.getCurrentResult().data?.unread).toBe(before + 1), 30_000);
  await vi.waitFor(
    () => expect(banner.getCurrentResult().data?.failing).toMatchObject({ is_degraded: true }),
    30_000,
  );
  await vi.waitFor(() => expect(badge.getCurrentResult().data?.health).toBe('failing'), 30_000);
  asked.length = 0;
  // It ends with the badge as well, where nobody is told of it.
  tellMockNews({ webhooks: [webhook.id] });
  await vi.waitFor(() => expect(asked).toContain('notifications.banner'), 30_000);
  expect(asked).not.toContain('notifications.unread');
});

it('leaves a log alone that somebody has paused, and that of another webhook', async () => {
  const { webhook, badge } = await setup({ paused: true });
  webhook.health = 'failing';
  tellMockNews({ deliveries: { [webhook.id]: null, wh_other: null }, webhooks: [webhook.id] });
  await vi.waitFor(() => expect(badge.getCurrentResult().data?.health).toBe('failing'), 30_000);
  expect(asked).not.toContain('deliveries.list');
});

it('shows what has become of a row below the newest hundred, and reads that row alone', async () => {
  const { webhook, shown } = await setup({ rows: 130 });
  const oldest = shown().at(-1)!; // there are 130
  const changed = deliveries.find((each) => each.id === oldest.id)!; // the same one
  changed.status = 'archived';
  tellMockNews({ deliveries: { [webhook.id]: [oldest.id] } });
  await vi.waitFor(() => expect(shown().at(-1)?.status).toBe('archived'), 30_000);
  expect(asked.filter((name) => name.startsWith('deliveries.')).toSorted()).toEqual([
    'deliveries.get',
    'deliveries.list',
  ]);
});

it('reads all rows that are shown when it is not told which have changed', async () => {
  const { webhook, shown } = await setup({ rows: 130 });
  for (const each of deliveries) if (each.webhook_id === webhook.id) each.status = 'archived';
  tellMockNews({ deliveries: { [webhook.id]: null } });
  await vi.waitFor(
    () => expect(new Set(shown().map((row) => row.status))).toEqual(new Set(['archived'])),
    30_000,
  );
  expect(shown().length).toBe(130);
});

it('asks every few seconds while the stream is broken, and not when it is back', async () => {
  const { webhook, shown, log } = await setup();
  const intervalNow = () => refreshUnlessTold(2_000)(log.getCurrentQuery());
  expect(intervalNow()).toBe(30_000);
  server.use(http.get('/trpc/live.news', () => new HttpResponse(null, { status: 502 })));
  const { id } = addDelivery(webhook, 'healthy', 0, 0);
  FetchEventSource.cut();
  await vi.waitFor(() => expect(connectionNow()).toBe('broken'), 30_000);
  expect(intervalNow()).toBe(2_000);
  // What happened in between is looked at without being told of.
  await vi.waitFor(() => expect(shown().map((row) => row.id)).toContain(id), 30_000);
  server.resetHandlers();
  await vi.waitFor(() => expect(connectionNow()).toBe('told'), { timeout: 30_000, interval: 50 });
  expect(intervalNow()).toBe(30_000);
});

it('reads again what it is told of while it was read for the first time', async () => {
  const first = Promise.withResolvers<string>();
  const answers = [first.promise, 'with what is new'];
  const log = new QueryObserver<string>(queryClient, {
    queryKey: logKey('deliveries', 'wh_first'),
    queryFn: async () => answers.shift() ?? 'asked too often',
    refetchInterval: 3_600_000,
  });
  onTestFinished(log.subscribe(() => undefined));
  readNews({ deliveries: { wh_first: null } });
  first.resolve('without it');
  await vi.waitFor(() => expect(log.getCurrentResult().data).toBe('with what is new'), 30_000);
});

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { createWebhook, TAG_CREATED } from '../support/samples.ts';
import type { Delivery, Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

/** `REPLAY_EVENTS=200000 npx vitest run --project e2e replay-of-many` is the long form, of some minutes. */
const EVENTS = Number(process.env['REPLAY_EVENTS'] ?? 5_000);
const BATCH = 1_000;
const PATIENCE = { withinMs: 60_000 + EVENTS * 5 };

type Replay = { id: string; status: string; total: number; done: number };

let server: Server;
let api: Api;
let receiver: http.Server;
/** How often each event arrived. Nothing else is kept, so that any number can be counted. */
const arrivals = new Map<string, number>();

beforeAll(async () => {
  server = await startServer();
  api = await server.newAccount();
  receiver = http.createServer((request, response) => {
    const id = String(request.headers['webhook-id']);
    request.resume().once('end', () => {
      arrivals.set(id, (arrivals.get(id) ?? 0) + 1);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await server?.stop();
  receiver?.closeAllConnections();
  receiver?.close();
});

async function publishMany(): Promise<Set<string>> {
  const ids = new Set<string>();
  const events = Array.from({ length: BATCH }, () => TAG_CREATED);
  while (ids.size < EVENTS) {
    const { body } = await api.post<{ data: { id: string }[] }>('/events/batch', { events });
    for (const { id } of body.data) ids.add(id);
  }
  return ids;
}

async function begin(input: Record<string, unknown>): Promise<Replay> {
  const created_before = new Date().toISOString();
  const range = { created_after: '2020-01-01T00:00:00Z', created_before };
  const answer = await api.post<Replay>('/replays', { ...range, ...input });
  expect(answer.status, answer.text).toBe(202);
  return answer.body;
}

const read = async (id: string) => (await api.get<Replay>(`/replays/${id}`)).body;
const untilReplay = (id: string, what: string, holds: (replay: Replay) => boolean) =>
  until(() => read(id), holds, { what: `the replay is ${what}`, ...PATIENCE });

/** Whether the webhook has deliveries in any of these statuses. */
async function hasAny(webhookId: string, statuses: string): Promise<boolean> {
  const path = `/webhooks/${webhookId}/deliveries?limit=1&status=${statuses}`;
  return (await api.get<Page<Delivery>>(path)).body.data.length > 0;
}

test(
  'a replay cancelled half-way, and those of the rest, send every one of many events exactly once',
  { timeout: PATIENCE.withinMs * 3 },
  async () => {
    const ids = await publishMany();
    const webhook = await createWebhook(api, { url: `http://127.0.0.1:${portOf(receiver)}/hooks` });

    const first = await begin({ webhook_id: webhook.id });
    await untilReplay(first.id, 'half-way', ({ done }) => done >= EVENTS / 2);
    expect((await api.post<Replay>(`/replays/${first.id}/cancel`)).body.status).toBe('cancelled');
    await until(
      () => hasAny(webhook.id, 'pending,retrying'),
      (isOpen) => !isOpen,
      { what: 'what was under way has ended', ...PATIENCE },
    );
    const cancelled = await read(first.id);
    expect(cancelled).toMatchObject({ status: 'cancelled', total: EVENTS, done: arrivals.size });
    expect(arrivals.size).toBeGreaterThanOrEqual(EVENTS / 2);
    expect(arrivals.size).toBeLessThan(EVENTS);

    // What the first one had made and cancelled was not delivered; what it had not come to was missed.
    for (const only of ['only_missed', 'only_failed']) {
      const { id } = await begin({ webhook_id: webhook.id, [only]: true });
      const ended = await untilReplay(
        id,
        'at its end',
        ({ status }) => status !== 'counting' && status !== 'running',
      );
      expect(ended.status).toBe('completed');
      expect(ended.done).toBe(ended.total);
    }
    expect([...arrivals.values()].every((times) => times === 1)).toBe(true);
    expect(new Set(arrivals.keys())).toEqual(ids);
  },
);

function portOf(listening: http.Server): number {
  return (listening.address() as AddressInfo).port; // it listens on TCP
}

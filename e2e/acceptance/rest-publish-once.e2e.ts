import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { createWebhook, TAG_CREATED } from '../support/samples.ts';
import type { Delivery, Event, Page, Problem, Published } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

let server: Server;
let receiver: Receiver;

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
});

afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

const OTHER = { ...TAG_CREATED, data: { object: { ...TAG_CREATED.data.object, name: 'other' } } };
const RACERS = 50;

type Batch = { data: (Published & { error?: Problem })[] };

async function setup() {
  const api = await server.newAccount();
  const webhook = await createWebhook(api, { url: receiver.url });
  return { api, webhook, key: { 'idempotency-key': randomUUID() } };
}

/** How many events and deliveries the account has. */
async function stored(api: Api, webhookId: string) {
  const events = await api.get<Page<Event>>('/events?limit=100');
  const deliveries = await api.get<Page<Delivery>>(`/webhooks/${webhookId}/deliveries?limit=100`);
  return { events: events.body.data.length, deliveries: deliveries.body.data.length };
}

function times<Result>(count: number, action: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => action(index)));
}

describe('publishing twice with one Idempotency-Key', () => {
  test('gives the first answer again', async () => {
    const { api, webhook, key } = await setup();
    const first = await api.post<Published>('/events', TAG_CREATED, key);
    const second = await api.post<Published>('/events', TAG_CREATED, key);
    expect(first.status).toBe(202);
    expect(second.status).toBe(202);
    expect(second.body).toEqual(first.body);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });

  test('and another body is a conflict that stores nothing', async () => {
    const { api, webhook, key } = await setup();
    await api.post('/events', TAG_CREATED, key);
    expectProblem(await api.post('/events', OTHER, key), 409);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });

  test('is another event in another account', async () => {
    const [one, two] = await Promise.all([setup(), setup()]);
    const first = await one.api.post<Published>('/events', TAG_CREATED, one.key);
    const second = await two.api.post<Published>('/events', OTHER, one.key);
    expect(second.status).toBe(202);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test('is free again when the first request was refused', async () => {
    const { api, key } = await setup();
    expectProblem(await api.post('/events', { type: 'tag.created', data: {} }, key), 422);
    expect((await api.post('/events', TAG_CREATED, key)).status).toBe(202);
  });

  test(`makes one event of ${RACERS} requests at once`, async () => {
    const { api, webhook, key } = await setup();
    const answers = await times(RACERS, () => api.post<Published>('/events', TAG_CREATED, key));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: RACERS }, () => 202));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });

  test('lets one body win when two race, and refuses the other', async () => {
    const { api, webhook, key } = await setup();
    const answers = await times(RACERS, (index) =>
      api.post<Published>('/events', index % 2 ? OTHER : TAG_CREATED, key),
    );
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(RACERS / 2);
    expect(new Set(accepted.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 202)) expectProblem(answer, 409);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });
});

describe('publishing twice with one event id', () => {
  const newEventId = () => `evt_01k${randomUUID().replaceAll('-', '').slice(0, 23)}`;

  test('gives the first answer again, also with another Idempotency-Key', async () => {
    const { api, webhook, key } = await setup();
    const id = newEventId();
    const first = await api.post<Published>('/events', { ...TAG_CREATED, id });
    const second = await api.post<Published>('/events', { ...TAG_CREATED, id }, key);
    expect(first.body.id).toBe(id);
    expect(second.body).toEqual(first.body);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });

  test('and another body is a conflict that stores nothing', async () => {
    const { api, webhook } = await setup();
    const id = newEventId();
    await api.post('/events', { ...TAG_CREATED, id });
    expectProblem(await api.post('/events', { ...OTHER, id }), 409);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });

  test('gives the first answer again to the same body, also right behind another body', async () => {
    const { api, webhook } = await setup();
    const id = newEventId();
    const first = await api.post<Published>('/events', { ...TAG_CREATED, id });
    const events = [OTHER, OTHER, TAG_CREATED, OTHER, TAG_CREATED].map((event) => ({ ...event, id }));
    const { body } = await api.post<Batch>('/events/batch', { events });
    expect(body.data.map((each) => each.error?.status ?? each)).toEqual([
      409,
      409,
      first.body,
      409,
      first.body,
    ]);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });

  test(`makes one event of ${RACERS} requests at once`, async () => {
    const { api, webhook } = await setup();
    const id = newEventId();
    const answers = await times(RACERS, () => api.post<Published>('/events', { ...TAG_CREATED, id }));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: RACERS }, () => 202));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });
});

describe('a batch', () => {
  test('answers each event in the order given, and a bad one does not hold up the others', async () => {
    const { api, webhook } = await setup();
    const answer = await api.post<Batch>('/events/batch', {
      events: [
        TAG_CREATED,
        { type: 'tag.created', data: {} },
        'not an event',
        { type: 'no.such_type', data: {} },
        { ...TAG_CREATED, surprise: 1 },
        null,
        OTHER,
      ],
    });
    expect(answer.status).toBe(202);
    const { data } = answer.body;
    expect(data.map((each) => each.error?.status ?? 'stored')).toEqual([
      'stored',
      422,
      422,
      422,
      422,
      422,
      'stored',
    ]);
    expect(data.map((each) => each.error?.issues?.map(({ path }) => path))).toEqual([
      undefined,
      ['/data/object'],
      [''],
      ['/type'],
      ['/surprise'],
      [''],
      undefined,
    ]);
    for (const { error } of data)
      if (error) expect(error).toMatchObject({ code: 'invalid', request_id: answer.headers['x-request-id'] });
    expect(data[0]).toMatchObject({ type: 'tag.created', deliveries: 1 });
    expect(await stored(api, webhook.id)).toEqual({ events: 2, deliveries: 2 });
  });

  test('with one id twice makes one event, and a conflict of another body', async () => {
    const { api, webhook } = await setup();
    const id = 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd';
    const { body } = await api.post<Batch>('/events/batch', {
      events: [
        { ...TAG_CREATED, id },
        { ...TAG_CREATED, id },
        { ...OTHER, id },
      ],
    });
    expect(body.data[1]).toEqual(body.data[0]);
    expect(body.data[0]).toMatchObject({ id, deliveries: 1 });
    expect(body.data[2]?.error).toMatchObject({ status: 409, code: 'conflict' });
    expect(await stored(api, webhook.id)).toEqual({ events: 1, deliveries: 1 });
  });

  test('takes 1,000 events', async () => {
    const { api } = await setup();
    const events = Array.from({ length: 1000 }, () => TAG_CREATED);
    const { status, body } = await api.post<Batch>('/events/batch', { events });
    expect(status).toBe(202);
    expect(new Set(body.data.map(({ id }) => id)).size).toBe(1000);
  });
});

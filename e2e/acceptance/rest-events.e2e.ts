import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { publish, TAG_CREATED } from '../support/samples.ts';
import { anId, type Event, ISO_TIME, type Page, type Published } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

type EventType = {
  name: string;
  versions: { version: string; schema: object; example: Record<string, unknown> }[];
};

let server: Server;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

describe('publishing an event', () => {
  test('answers 202 with what was stored, and the event reads back as its envelope', async () => {
    const api = await server.newAccount();
    const answer = await api.post<Published>('/events', TAG_CREATED);
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      id: anId('evt'),
      type: 'tag.created',
      api_version: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      created_at: ISO_TIME,
      deliveries: 0,
    });
    const { deliveries: _, ...envelope } = answer.body;
    const read = await api.get<Event>(`/events/${answer.body.id}`);
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({ ...envelope, account_id: api.accountId, data: TAG_CREATED.data });
  });

  test('keeps the id, time and version that the publisher gives', async () => {
    const api = await server.newAccount();
    const id = 'evt_01k9w3m5kqe8nb2v7x4r6t0zcd';
    const given = { id, created_at: '2026-11-20T16:34:00.5+02:00', api_version: '2026-11-01' };
    const published = await publish(api, given);
    expect(published).toMatchObject({
      id,
      created_at: '2026-11-20T14:34:00.500Z',
      api_version: '2026-11-01',
    });
    expect((await api.get<Event>(`/events/${id}`)).body.created_at).toBe('2026-11-20T14:34:00.500Z');
  });

  test('keeps every character and number of the data', async () => {
    const api = await server.newAccount();
    const extra = {
      text: 'Grüße 👋 \u0001 \u2028 </script> "quoted"',
      deep: [{ a: [null, true, 1.5, -0.25, 1e21] }],
      '': 'empty key',
    };
    const data = { object: { ...TAG_CREATED.data.object, ...extra } };
    const { id } = await publish(api, { data });
    expect((await api.get<Event>(`/events/${id}`)).body.data).toEqual(data);
  });

  test('counts the webhooks that subscribed by name, by resource and to everything', async () => {
    const api = await server.newAccount();
    for (const events of [
      ['tag.created'],
      ['tag.*'],
      ['*'],
      ['email.*'],
      ['tag.deleted'],
      ['tag.*', 'tag.created'],
    ]) {
      await api.post('/webhooks', { url: 'http://127.0.0.1:65535/', events, retry: { enabled: false } });
    }
    expect((await publish(api)).deliveries).toBe(4);
  });

  test('refuses data that does not satisfy its schema, with a pointer to each fault', async () => {
    const api = await server.newAccount();
    const data = { object: { object: 'tag', name: 5, color: 'red' } };
    const problem = expectProblem(
      await api.post('/events', { type: 'tag.created', data }),
      422,
      '/data/object/id',
    );
    expect(problem.issues?.map(({ path }) => path).toSorted()).toEqual([
      '/data/object/color',
      '/data/object/id',
      '/data/object/name',
    ]);
    expect((await api.get<Page<Event>>('/events')).body.data).toEqual([]);
  });
});

describe('the event log', () => {
  test('comes newest first, page by page, whatever is published meanwhile', async () => {
    const api = await server.newAccount();
    const published: string[] = [];
    for (let count = 0; count < 7; count += 1) published.unshift((await publish(api)).id);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await api.get<Page<Event>>(`/events?limit=3${cursor}`);
      seen.push(...body.data.map(({ id }) => id));
      await publish(api);
      if (!body.has_more) break;
      cursor = `&cursor=${encodeURIComponent(body.next_cursor ?? '')}`;
    }
    expect(seen).toEqual(published);
  });

  test('is filtered by type and by when the event happened', async () => {
    const api = await server.newAccount();
    const at = (created_at: string) => publish(api, { created_at });
    const early = await at('2026-11-01T00:00:00.000Z');
    const late = await at('2026-11-03T00:00:00.000Z');
    const other = await publish(api, { type: 'tag.deleted', created_at: '2026-11-02T00:00:00.000Z' });
    const find = async (query: string) =>
      (await api.get<Page<Event>>(`/events?${query}`)).body.data.map(({ id }) => id).toSorted();
    expect(await find('type=tag.created')).toEqual([early.id, late.id].toSorted());
    expect(await find('created_after=2026-11-01T12:00:00Z')).toEqual([late.id, other.id].toSorted());
    expect(await find('created_before=2026-11-02T12:00:00Z')).toEqual([early.id, other.id].toSorted());
    expect(await find('created_after=2026-11-01T12:00:00Z&created_before=2026-11-02T12:00:00Z')).toEqual([
      other.id,
    ]);
  });

  test('gives 25 rows unless another number is asked for', async () => {
    const api = await server.newAccount();
    await api.post('/events/batch', { events: Array.from({ length: 30 }, () => TAG_CREATED) });
    expect((await api.get<Page<Event>>('/events')).body).toMatchObject({
      data: { length: 25 },
      has_more: true,
    });
    expect((await api.get<Page<Event>>('/events?limit=30')).body).toMatchObject({
      data: { length: 30 },
      has_more: false,
      next_cursor: null,
    });
  });
});

describe('the event types', () => {
  test('are listed with schema and example of each version, and read one by one', async () => {
    const { status, body } = await server.api.get<Page<EventType>>('/event-types?limit=100');
    expect(status).toBe(200);
    expect(body).toMatchObject({ has_more: false, next_cursor: null });
    expect(body.data.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['subscriber.created', 'email.opened', 'webhook.disabled']),
    );
    for (const type of body.data)
      expect((await server.api.get(`/event-types/${type.name}`)).body).toEqual(type);
    expectProblem(await server.api.get('/event-types/tag.exploded'), 404);
  });

  test('are listed page by page, by name', async () => {
    const { body: all } = await server.api.get<Page<EventType>>('/event-types?limit=100');
    const first = await server.api.get<Page<EventType>>('/event-types');
    expect(first.body.data).toEqual(all.data.slice(0, 25));
    expect(first.body.has_more).toBe(true);
    const second = await server.api.get<Page<EventType>>(`/event-types?cursor=${first.body.next_cursor}`);
    expect([...first.body.data, ...second.body.data]).toEqual(all.data);
    expect(second.body).toMatchObject({ has_more: false, next_cursor: null });
  });

  test('have examples that can be published as they are, in every version', async () => {
    const api = await server.newAccount();
    const { body } = await api.get<Page<EventType>>('/event-types?limit=100');
    const publishable = body.data.filter(({ name }) => !name.startsWith('webhook.'));
    expect(publishable.length).toBeGreaterThanOrEqual(25);
    for (const { name, versions } of publishable) {
      for (const { version, example } of versions) {
        const answer = await api.post<Published>('/events', {
          type: name,
          api_version: version,
          data: example,
        });
        expect(answer.status, `${name} ${version}: ${answer.text}`).toBe(202);
        expect(answer.body.api_version).toBe(version);
      }
    }
  });
});

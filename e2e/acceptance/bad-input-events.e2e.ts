import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { createWebhook, publish, TAG_CREATED } from '../support/samples.ts';
import type { Event, Page, Published } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

let server: Server;
let receiver: Receiver;
let api: Awaited<ReturnType<Server['newAccount']>>;

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
  api = await server.newAccount();
  await createWebhook(api, { url: receiver.url, api_version: '2026-06-01' });
});
afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

/** An event of a subscriber with `extra`, which is JSON without its braces, in its object. */
function subscriber(extra: string): string {
  return `{"type":"subscriber.created","data":{"object":{"object":"subscriber","id":"sub_1",${extra}}}}`;
}
const send = (body: string) => api.send<Published>('POST', '/events', { headers: JSON_TYPE, body });

function nested(levels: number): string {
  return '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
}

describe('what is odd is kept as it was sent, and reaches a webhook of an older version:', () => {
  test.each([
    ['a control character', '"note":"a\\u0001b"'],
    ['both halves of a surrogate pair, escaped', '"note":"\\ud83d\\udc4b"'],
    ['an escape of an escape', '"note":"\\\\u0000 \\\\ud800"'],
    ['constructor and prototype as names', '"constructor":{"prototype":{"polluted":true}}'],
    ['40 levels', `"deep":${nested(40)}`],
    ['10,000 keys', `"custom_fields":{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":"v"`).join()}}`],
    ['a list of 20,000', `"many":[${Array.from({ length: 20_000 }, () => '0').join()}]`],
    ['an empty name', '"":{"":""}'],
    ['a text of 200,000 characters', `"workspace_name":"${'x'.repeat(200_000)}"`],
    ['a very small number', '"n":5e-324'],
  ])('%s', async (_, extra) => {
    const text = subscriber(extra);
    const answer = await send(text);
    expect(answer.status, answer.text).toBe(202);
    const kept = await api.get<Event>(`/events/${answer.body.id}`);
    const { data } = JSON.parse(text) as Event;
    expect(JSON.stringify(kept.body.data)).toBe(JSON.stringify(data));
    const [arrival] = await until(
      () => receiver.ofEvent(answer.body.id),
      (arrivals) => arrivals.length > 0,
      { what: 'the event has arrived' },
    );
    const sent = JSON.parse(String(arrival?.body)) as Event;
    expect(sent.api_version).toBe('2026-06-01');
    const { custom_fields: fields, ...object } = data['object'] as Record<string, unknown>;
    expect(sent.data).toEqual({ object: { ...object, ...(fields !== undefined && { fields }) } });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('what cannot be kept is 422 at its place:', () => {
  test.each([
    [`/data/object/deep${'/a'.repeat(48)}`, `"deep":${nested(101)}`],
    [`/data/object/deep${'/0'.repeat(48)}`, `"deep":${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    ['/data/object/note', '"note":"a\\u0000b"'],
    ['/data/object/in/0/note', '"in":[{"note":"a\\ud800b"}]'],
    ['/data/object/in', '"in":{"\\ud800":1}'],
    ['/data/object/in', '"in":{"a\\u0000b":1}'],
    ['/data/object/__proto__', '"__proto__":{"polluted":true}'],
    ['/data/object/in/__proto__', '"in":{"__proto__":1}'],
    ['/data/object/in/0/n', '"in":[{"n":1e400}]'],
    ['/data/object/a~1b', '"a/b":9007199254740993'],
    ['/data/object/email', '"email":"a\\u0000b@example.com"'],
    ['/data/object/tags/0', `"tags":["${'x'.repeat(101)}"]`],
    ['/data/object/workspace_id', '"workspace_id":{"$gt":""}'],
    ['/data/object/created_at', '"created_at":"0000-00-00T00:00:00Z"'],
  ])('%s: %s', async (path, extra) => {
    expectProblem(await send(subscriber(extra)), 422, path);
  });

  test('/data/__proto__, beside the object', async () => {
    const body = `{"type":"tag.created","data":{"object":${JSON.stringify(TAG_CREATED.data.object)},"__proto__":{}}}`;
    expectProblem(await send(body), 422, '/data/__proto__');
  });

  test('of several faults, each at its own', async () => {
    const problem = expectProblem(await send(subscriber('"email":5,"status":"lost","tags":[1]')), 422);
    expect(problem.issues?.map(({ path }) => path)).toEqual([
      '/data/object/email',
      '/data/object/status',
      '/data/object/tags/0',
    ]);
  });
});

describe('dates far away', () => {
  test('of some years ago are kept, listed and found', async () => {
    const createdAt = '2019-12-31T23:59:59.999Z';
    const other = await server.newAccount();
    const { id } = await publish(other, { created_at: createdAt });
    expect((await other.get<Event>(`/events/${id}`)).body.created_at).toBe(createdAt);
    expect((await other.get<Page<Event>>('/events')).body.data.map((event) => event.id)).toEqual([id]);
  });

  test.each(['0001-01-01T00:00:00.000Z', '1970-01-21T18:36:00.000Z', '9999-12-31T23:59:59.999Z'])(
    '%s is 422 at /created_at',
    async (created_at) => {
      expectProblem(await api.post('/events', { ...TAG_CREATED, created_at }), 422, '/created_at');
    },
  );

  test.each([
    '0000-01-01T00:00:00Z',
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '2026-11-20T24:00:01Z',
    '2026-11-20T14:34:00+99:00',
    '1e9',
    '',
  ])('%j is 422 at /created_at, or kept as the moment it is', async (createdAt) => {
    const answer = await api.post<Published>('/events', { ...TAG_CREATED, created_at: createdAt });
    if (answer.status !== 202) return void expectProblem(answer, 422, '/created_at');
    expect(answer.body.created_at).toBe(new Date(createdAt).toISOString());
  });
});

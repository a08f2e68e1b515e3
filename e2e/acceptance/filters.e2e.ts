import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, deliveryOf, publish, TAG_CREATED, untilDelivery } from '../support/samples.ts';
import type { Delivery, Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

type Tested = {
  matches: boolean | null;
  failed_clause: string | null;
  backtest: { tested: number; matched: number };
};
type Filter = Record<string, unknown>;

const JSON_TYPE = { 'content-type': 'application/json' };

let server: Server;
let receiver: Receiver;

beforeAll(async () => {
  [server, receiver] = await Promise.all([
    startServer({ settings: { RETRY_DELAYS: '1s,1s,1s' } }),
    startReceiver(),
  ]);
});

afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

function tag(object: Record<string, unknown>) {
  return { type: 'tag.created', data: { object: { ...TAG_CREATED.data.object, ...object } } };
}

describe('a webhook with a filter', () => {
  test('gets what matches and nothing else, and `deliveries` counts what it gets', async () => {
    const api = await server.newAccount();
    const filter = { 'object.name': ['vip', 'premium'], 'object.workspace_id': { $ne: 'ws_test' } };
    const webhook = await createWebhook(api, { url: `${receiver.url}/filtered`, filter });
    expect(webhook).toMatchObject({ filter });

    const published = [];
    for (const object of [
      { name: 'vip' },
      { name: 'new' },
      { name: 'premium', workspace_id: 'ws_test' },
      { name: 'premium' },
    ]) {
      published.push(await publish(api, tag(object)));
    }
    expect(published.map(({ deliveries }) => deliveries)).toEqual([1, 0, 0, 1]);
    const matching = [published[0], published[3]].map((event) => event?.id ?? '');
    for (const id of matching)
      await untilDelivery(
        api,
        (await deliveryOf(api, webhook.id, id)).id,
        (each) => each.status === 'succeeded',
      );

    const { data } = (await api.get<Page<Delivery>>(`/webhooks/${webhook.id}/deliveries`)).body;
    expect(data.map((each) => each.event_id).toSorted()).toEqual(matching.toSorted());
    const arrived = receiver.arrivals.filter(({ path }) => path === '/hooks/filtered');
    expect(arrived.map(({ headers }) => String(headers['webhook-id'])).toSorted()).toEqual(
      matching.toSorted(),
    );
  });

  test('has the new one from the next event on, and keeps what is under way', async () => {
    const api = await server.newAccount();
    const { id } = await createWebhook(api, {
      url: `${receiver.url}/changed`,
      filter: { 'object.name': 'vip' },
    });
    receiver.behaviour = (response, arrival) =>
      status(arrival.path === '/hooks/changed' && arrival.headers['x-tidings-attempt'] === '1' ? 500 : 204)(
        response,
        arrival,
      );
    const event = await publish(api, tag({ name: 'vip' }));
    const delivery = await deliveryOf(api, id, event.id);
    const changed = await api.patch(`/webhooks/${id}`, { filter: { 'object.name': 'new' } });
    expect(changed.body).toMatchObject({ filter: { 'object.name': 'new' } });
    await untilDelivery(
      api,
      delivery.id,
      ({ status: now, attempts_made }) => now === 'succeeded' && attempts_made === 2,
    );
    expect((await publish(api, tag({ name: 'vip' }))).deliveries).toBe(0);
    expect((await publish(api, tag({ name: 'new' }))).deliveries).toBe(1);
  });

  test('keeps it in a PATCH without one, and loses it by {} and by a PUT without one', async () => {
    const api = await server.newAccount();
    const filter = { 'object.name': 'vip' };
    const { id } = await createWebhook(api, { url: receiver.url, filter });
    expect((await api.patch(`/webhooks/${id}`, { name: 'Other' })).body).toMatchObject({ filter });
    expect((await api.patch(`/webhooks/${id}`, { filter: {} })).body).toMatchObject({ filter: {} });
    const put = (body: unknown) =>
      api.send('PUT', `/webhooks/${id}`, { headers: JSON_TYPE, body: JSON.stringify(body) });
    expect((await put({ url: receiver.url, events: ['*'], filter })).body).toMatchObject({ filter });
    expect((await put({ url: receiver.url, events: ['*'] })).body).toMatchObject({ filter: {} });
  });
});

describe('a filter is refused at', () => {
  let api: Api;
  let webhookId: string;
  beforeAll(async () => {
    api = await server.newAccount();
    webhookId = (await createWebhook(api, { url: receiver.url })).id;
  });

  const nested = (levels: number) => `${'{"$and":['.repeat(levels)}{"a":1}${']}'.repeat(levels)}`;
  const keys = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])));

  test.each([
    ['/filter', 'null'],
    ['/filter', '[]'],
    ['/filter', '"a"'],
    ['/filter/$where', '{"$where":"sleep(1000)"}'],
    ['/filter/a/$where', '{"a":{"$where":"1"}}'],
    ['/filter/a/$regex', '{"a":{"$regex":"^(a+)+$"}}'],
    ['/filter/a/$function', '{"a":{"$function":{}}}'],
    ['/filter/$not', '{"$not":{"a":1}}'],
    ['/filter/a/$in', '{"a":{"$in":"x"}}'],
    ['/filter/a/$gt', '{"a":{"$gt":null}}'],
    ['/filter/a/$exists', '{"a":{"$exists":"yes"}}'],
    ['/filter/$or', '{"$or":[]}'],
    ['/filter/$or/1/b/$foo', '{"$or":[{"a":1},{"b":{"$foo":1}}]}'],
    ['/filter/a~1b/$foo', '{"a/b":{"$foo":1}}'],
    ['/filter/a~0b/$foo', '{"a~b":{"$foo":1}}'],
    ['/filter/a..b', '{"a..b":1}'],
    ['/filter/__proto__', '{"__proto__":{"polluted":true}}'],
    ['/filter/a.__proto__.polluted', '{"a.__proto__.polluted":true}'],
    ['/filter/a/__proto__', '{"a":{"__proto__":1}}'],
    ['/filter/$and/0/constructor', '{"$and":[{"constructor":1}]}'],
    ['/filter/prototype.a', '{"prototype.a":1}'],
    ['/filter/a', '{"a":"nul\\u0000"}'],
    ['/filter/a/$in/0', '{"a":{"$in":["\\ud800"]}}'],
    ['/filter/a', '{"a":1e400}'],
    ['/filter/k200', keys(10_000)],
    [`/filter${'/$and/0'.repeat(20)}`, nested(20)],
    [`/filter${'/$and/0'.repeat(20)}`, nested(5_000)],
    ['/filter', `{"a":"${'x'.repeat(40_000)}"}`],
  ])('%s', async (path, filter) => {
    const hook = `{"url":"${receiver.url}","events":["*"],"filter":${filter}}`;
    const sends: [string, string, string][] = [
      ['POST', '/webhooks', hook],
      ['PUT', `/webhooks/${webhookId}`, hook],
      ['PATCH', `/webhooks/${webhookId}`, `{"filter":${filter}}`],
      ['POST', '/filters/test', `{"filter":${filter}}`],
    ];
    for (const [method, at, body] of sends) {
      expectProblem(await api.send(method, at, { headers: JSON_TYPE, body }), 422, path);
    }
    expect((await api.get(`/webhooks/${webhookId}`)).body).toMatchObject({ filter: {} });
  });

  test('many places at once', async () => {
    const answer = await api.post('/filters/test', { filter: { a: { $foo: 1 }, 'b.$gt': 1, $nor: [] } });
    const { issues } = expectProblem(answer, 422);
    expect(issues?.map(({ path }) => path)).toEqual(['/filter/a/$foo', '/filter/b.$gt', '/filter/$nor']);
  });
});

describe('a webhook that is pinned to an older version', () => {
  const company = 'Analytical Engines';
  const SUBSCRIBER = {
    type: 'subscriber.created',
    data: { object: { object: 'subscriber', id: 'sub_1', first_name: 'Ada', custom_fields: { company } } },
  };

  test('filters by what it gets, and not by what was published', async () => {
    const api = await server.newAccount();
    const url = `${receiver.url}/pinned`;
    const pin = { url, api_version: '2026-06-01' };
    const webhook = await createWebhook(api, { ...pin, filter: { 'object.fields.company': company } });
    await createWebhook(api, { ...pin, filter: { 'object.custom_fields.company': company } });
    const { id, deliveries } = await publish(api, SUBSCRIBER);
    expect(deliveries).toBe(1);
    const { id: delivery } = await deliveryOf(api, webhook.id, id);
    await untilDelivery(api, delivery, (each) => each.status === 'succeeded');
    const replay = await api.post<{ count: number }>(`/events/${id}/replay`, {});
    expect(replay.body.count, replay.text).toBe(1);
    const { body } = await api.get<{ explain: { result: string }[] }>(`/events/${id}`);
    expect(body.explain.map(({ result }) => result).toSorted()).toEqual(['delivered', 'filtered']);
  });

  test('is tried as such', async () => {
    const api = await server.newAccount();
    await publish(api, SUBSCRIBER);
    const filter = { 'object.fields.company': company };
    const matched = async (input: Record<string, unknown>) =>
      (await api.post<Tested>('/filters/test', { filter, ...input })).body.backtest.matched;
    expect([await matched({}), await matched({ api_version: '2026-06-01' })]).toEqual([0, 1]);
  });
});

describe('POST /filters/test', () => {
  const tryOn = async (api: Api, input: { filter: Filter } & Record<string, unknown>) => {
    const answer = await api.post<Tested>('/filters/test', input);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  test('says of a sample whether it passes, and which clause failed on what', async () => {
    const api = await server.newAccount();
    const filter = { 'contact.tags': { $in: ['vip', 'premium'] } };
    const backtest = { tested: 0, matched: 0 };
    expect(await tryOn(api, { filter, sample: { contact: { tags: ['vip'] } } })).toEqual({
      matches: true,
      failed_clause: null,
      backtest,
    });
    expect(await tryOn(api, { filter, sample: { contact: { tags: ['new'] } } })).toEqual({
      matches: false,
      failed_clause: '{"contact.tags": {"$in": ["vip", "premium"]}}: found ["new"]',
      backtest,
    });
    expect(await tryOn(api, { filter })).toEqual({ matches: null, failed_clause: null, backtest });
  });

  test('counts how many of the last events would have matched', async () => {
    const api = await server.newAccount();
    const other = await server.newAccount();
    for (const name of ['vip', 'new', 'vip']) await publish(api, tag({ name }));
    await publish(other, tag({ name: 'vip' }));
    const filter = { 'object.name': 'vip' };
    expect((await tryOn(api, { filter })).backtest).toEqual({ tested: 3, matched: 2 });
    expect((await tryOn(api, { filter, last: 2 })).backtest).toEqual({ tested: 2, matched: 1 });
    expect((await tryOn(api, { filter, type: 'tag.deleted' })).backtest).toEqual({ tested: 0, matched: 0 });
  });

  test('takes a sample however deep or large, and a path however often it could be followed', async () => {
    const api = await server.newAccount();
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const many = `{"a":[${Array(20_000).fill('{"b":[1,2]}').join()}]}`;
    for (const sample of [deep, many]) {
      const body = `{"filter":{"a.b":{"$in":[{"c":1},"x"]}},"sample":${sample}}`;
      const answer = await api.send<Tested>('POST', '/filters/test', { headers: JSON_TYPE, body });
      expect(answer.status, answer.text.slice(0, 300)).toBe(200);
      expect(answer.body.matches).toBe(false);
      expect(answer.body.failed_clause?.length).toBeLessThan(300);
    }
  });

  test.each([
    ['/filter', {}],
    ['/last', { filter: {}, last: 0 }],
    ['/last', { filter: {}, last: 10_001 }],
    ['/last', { filter: {}, last: '5' }],
    ['/type', { filter: {}, type: 'Tag' }],
    ['/api_version', { filter: {}, api_version: 'newest' }],
    ['/sample', { filter: {}, sample: [] }],
    ['/webhook_id', { filter: {}, webhook_id: 'wh_1' }],
  ])('is 422 at %s for %j', async (path, input) => {
    expectProblem(await (await server.newAccount()).post('/filters/test', input), 422, path);
  });

  test('needs somebody who is signed in', async () => {
    const stranger = (await server.newAccount()) as Api;
    const answer = await stranger.send('POST', '/filters/test', {
      headers: { ...JSON_TYPE, authorization: '' },
      body: '{"filter":{}}',
    });
    expectProblem(answer, 401);
  });
});

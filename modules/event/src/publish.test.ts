import { createCallerFactory } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getEvent } from './get-event.ts';
import { publish } from './publish.ts';
import { eventRouter } from './router.ts';
import { EVENT_BYTES_LIMIT, publishInput } from './schema.ts';
import { openEvents, rejection } from './testing.ts';

const THING = { type: 'thing.happened', data: { n: 1 } };

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

test('an event is stored when publishing answers, with the envelope that receivers get', async () => {
  const ctx = home.account();
  const answer = await publish(ctx, { type: 'order.placed', data: { total: '9.90' } });
  expect(answer).toEqual({
    id: expect.stringMatching(/^evt_[0-9a-z]{26}$/),
    type: 'order.placed',
    api_version: '2026-06-01',
    created_at: ctx.clock.now().toISOString(),
    deliveries: 0,
  });
  const stored = await home.query<{ body: string }>('SELECT body FROM event.event WHERE id = $1', [
    answer.id,
  ]);
  const { deliveries: _, ...fact } = answer;
  expect(stored).toEqual([
    {
      body: JSON.stringify({
        id: fact.id,
        type: fact.type,
        api_version: fact.api_version,
        created_at: fact.created_at,
        account_id: ctx.accountId,
        data: { total: '9.90' },
      }),
    },
  ]);
});

test('created_at is when it happened, in UTC, and stays apart from the day on which it was published', async () => {
  const ctx = home.account();
  const answer = await publish(ctx, { ...THING, created_at: '2020-02-29T23:30:00.5-02:00' });
  expect(answer.created_at).toBe('2020-03-01T01:30:00.500Z');
  expect(await getEvent(ctx, answer)).toMatchObject({ created_at: '2020-03-01T01:30:00.500Z' });
});

describe('created_at', () => {
  const happened = (fromNowMs: number) => {
    const ctx = home.account();
    const created_at = new Date(ctx.clock.now().getTime() + fromNowMs).toISOString();
    return publish(ctx, publishInput.parse({ ...THING, created_at }));
  };
  const DAY_MS = 86_400_000;

  test.each([
    ['ten years ago', -3_650 * DAY_MS],
    ['in a day', DAY_MS],
  ])('may be %s', async (_, fromNowMs) => {
    expect(await happened(fromNowMs)).toMatchObject({ type: THING.type });
  });

  test.each([
    ['longer ago than ten years', -3_655 * DAY_MS, /^This was more than ten years ago/],
    ['further ahead than a day', DAY_MS + 60_000, /^This lies more than a day ahead/],
  ])('may not be %s', async (_, fromNowMs, message) => {
    expect(await rejection(happened(fromNowMs))).toMatchObject({
      code: 'invalid',
      issues: [{ path: '/created_at', message: expect.stringMatching(message) }],
    });
  });
});

test('a type by which Tidings tells of itself cannot be published', async () => {
  const forged = publish(home.account(), { type: 'webhook.disabled', data: { object: {} } });
  expect(await rejection(forged)).toMatchObject({ code: 'invalid', issues: [{ path: '/type' }] });
});

test('an older version of the payload is accepted by name, and kept', async () => {
  const answer = await publish(home.account(), {
    type: 'order.placed',
    api_version: '2026-01-01',
    data: { total: 990 },
  });
  expect(answer.api_version).toBe('2026-01-01');
});

test('data that fails its schema is refused, and nothing is stored', async () => {
  const ctx = home.account();
  expect(await rejection(publish(ctx, { type: 'order.placed', data: {} }))).toMatchObject({
    code: 'invalid',
    issues: [{ path: '/data/total', message: 'This field is required.' }],
  });
  expect(await home.count(ctx)).toBe(0);
});

test('a service that names no account is told how to', async () => {
  const failure = await rejection(publish({ ...home.account(), accountId: undefined }, THING));
  expect(failure).toMatchObject({ code: 'malformed', message: expect.stringContaining('Tidings-Account') });
});

describe('what data may be', () => {
  const back = async (data: Record<string, unknown>) => {
    const ctx = home.account();
    return (await getEvent(ctx, await publish(ctx, publishInput.parse({ ...THING, data })))).data;
  };

  test('an event of 256 KiB is accepted, and one byte more is too large', async () => {
    const ctx = home.account();
    const { id } = await publish(ctx, { ...THING, data: { text: '' } });
    const [empty] = await home.query<{ bytes: number }>(
      'SELECT octet_length(body) AS bytes FROM event.event WHERE id = $1',
      [id],
    );
    // Two bytes a letter, so that bytes are counted and not letters.
    const room = EVENT_BYTES_LIMIT - empty!.bytes;
    const text = 'ü'.repeat(Math.floor(room / 2)) + 'x'.repeat(room % 2);
    await publish(ctx, { ...THING, data: { text } });
    expect(await rejection(publish(ctx, { ...THING, data: { text: `${text}x` } }))).toMatchObject({
      code: 'too_large',
    });
    expect(await home.count(ctx)).toBe(2);
  });

  const nested = (levels: number): Record<string, unknown> =>
    levels === 1 ? {} : { in: nested(levels - 1) };

  test('50 levels are accepted, and one more is not', async () => {
    expect(await back(nested(50))).toEqual(nested(50));
    expect(await rejection(publish(home.account(), { ...THING, data: nested(51) }))).toMatchObject({
      code: 'invalid',
      issues: [{ path: `/data${'/in'.repeat(50)}`, message: 'Data may be nested 50 levels deep.' }],
    });
  });

  test('lists count as levels, and a hundred thousand of them do no harm', async () => {
    const data = { lists: JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown };
    expect(await rejection(publish(home.account(), { ...THING, data }))).toMatchObject({
      issues: [{ path: `/data/lists${'/0'.repeat(49)}` }],
    });
  });

  test.each([
    ['NUL', 'a\0b'],
    ['a lone surrogate', 'a\ud800b'],
    ['the surrogates the wrong way round', '\udc00\ud800'],
  ])('%s is refused, in names and in values', async (_, text) => {
    expect(await rejection(back({ list: [{ 'a/b': text }] }))).toMatchObject({
      code: 'invalid',
      issues: [{ path: '/data/list/0/a~1b', message: expect.stringContaining('half of a surrogate pair') }],
    });
    expect(await rejection(back({ list: [{ [text]: 1 }] }))).toMatchObject({
      code: 'invalid',
      issues: [{ path: '/data/list/0', message: expect.stringContaining('Names cannot contain') }],
    });
  });

  test.each([
    ['text that looks like an escape', '\\u0000 \\ud800 __proto__'],
    ['control characters', '\u0001\u001f\u007f'],
    ['line separators', '\u2028\u2029'],
    ['emoji', '👩🏽‍🚀'],
  ])('%s comes back as it was, in names and in values', async (_, text) => {
    expect(await back({ [text]: text })).toEqual({ [text]: text });
  });

  test('a number too large to be read is refused, since it would be sent on as null', async () => {
    const data = JSON.parse('{"list": [{"n": 1e400}]}') as Record<string, unknown>;
    expect(await rejection(publish(home.account(), { ...THING, data }))).toMatchObject({
      code: 'invalid',
      issues: [{ path: '/data/list/0/n', message: 'A number is too large.' }],
    });
  });

  test('a whole number that would be sent on rounded is refused, the largest that is exact is not', async () => {
    const data = (text: string) => JSON.parse(`{"n": ${text}}`) as Record<string, unknown>;
    expect(
      await rejection(publish(home.account(), { ...THING, data: data('9007199254740993') })),
    ).toMatchObject({
      code: 'invalid',
      issues: [{ path: '/data/n' }],
    });
    expect(await back(data('9007199254740991'))).toEqual({ n: 9_007_199_254_740_991 });
  });

  test('`__proto__` as a name of its first level is refused, since it would be left out', () => {
    const data: unknown = JSON.parse('{"__proto__": {"admin": true}}');
    expect(publishInput.safeParse({ ...THING, data }).error?.issues).toMatchObject([
      { path: ['data', '__proto__'] },
    ]);
  });

  test('`__proto__` inside it is refused', async () => {
    const data = JSON.parse('{"list": [{"__proto__": {"admin": true}}]}') as Record<string, unknown>;
    expect(await rejection(back(data))).toMatchObject({
      code: 'invalid',
      issues: [{ path: '/data/list/0/__proto__', message: 'The name __proto__ cannot be used.' }],
    });
    expect('admin' in {}).toBe(false);
  });

  test('other names of JavaScript are data like any other, and change no prototype', async () => {
    const data = { object: { constructor: { prototype: 1 }, toString: 1, hasOwnProperty: null } };
    const stored = await back(data);
    expect(JSON.stringify(stored)).toBe(JSON.stringify(data));
    expect(Object.getPrototypeOf(stored['object'])).toBe(Object.prototype);
    expect('admin' in {}).toBe(false);
  });
});

describe('over the API', () => {
  const call = (ctx = home.account()) => createCallerFactory(eventRouter)({ ...ctx, signedIn: true });

  test.each([
    ['NUL', 'a\0'],
    ['half of an emoji', 'a\ud800'],
    ['a line break', 'a\r\nb'],
    ['nothing', ''],
    ['more than 200 characters', 'x'.repeat(201)],
  ])('an Idempotency-Key with %s is refused', async (_, idempotency_key) => {
    expect(await rejection(call().events.publish({ ...THING, idempotency_key }))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      cause: { issues: [{ path: '/idempotency_key' }] },
    });
  });

  test('an Idempotency-Key of visible ASCII counts', async () => {
    const ctx = home.account();
    const input = { ...THING, idempotency_key: 'order 17/{"a"}~' };
    expect(await call(ctx).events.publish(input)).toEqual(await call(ctx).events.publish(input));
    expect(await home.count(ctx)).toBe(1);
  });

  test('an unknown field is refused by name', async () => {
    const input = { ...THING, created: 'now' };
    expect(await rejection(call().events.publish(input))).toMatchObject({
      cause: { issues: [{ path: '/created', message: 'There is no such field.' }] },
    });
  });
});

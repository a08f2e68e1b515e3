import { expect, it, onTestFinished, vi } from 'vitest';
import { type ClientOptions, createClient, problemOf } from './create-client.ts';
import { type RelayOptions, startRelay } from './relay.ts';

type Sent = {
  path: string;
  method: string;
  headers: Headers;
  inputs: Record<string, Record<string, unknown>>;
};
type Answer = { status: number; headers?: Record<string, string> } | 'nobody';

const EVENT = { type: 'tag.created', data: { object: { object: 'tag', id: 'tag_1' } } };

/** A client of what stands in for Tidings: it answers as it is told, then with the name of each procedure. */
function setup(answers: Answer[] = [], options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const standIn: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const path = url.pathname.replace('/trpc/', '');
    const inputs = (await request.text()) || (url.searchParams.get('input') ?? '{}');
    sent.push({
      path,
      method: request.method,
      headers: request.headers,
      inputs: JSON.parse(inputs) as Sent['inputs'],
    });
    const answer = answers.shift();
    if (answer === 'nobody') throw new TypeError('fetch failed');
    const each = path.split(',').map((name) => ({ result: { data: name } }));
    if (!answer) return Response.json(each);
    const { status, headers } = answer;
    const problem = { status, code: 'a_code', detail: 'A detail.', issues: [] };
    const error = { message: problem.detail, code: -1, data: { httpStatus: status, problem } };
    return Response.json(
      path.split(',').map(() => ({ error })),
      { status, headers: headers ?? {} },
    );
  };
  const client = createClient({
    url: 'https://tidings.internal/',
    serviceKey: 'tdg_sk_test',
    accountId: 'acct_1',
    fetch: standIn,
    random: () => -1, // half of half a second less: it waits for nothing
    ...options,
  });
  return { client, sent };
}

it.each([
  ['url', { url: undefined }],
  ['url', { url: 'tidings.internal' }],
  ['serviceKey', { serviceKey: undefined }],
  ['serviceKey', { serviceKey: 'tdg_sk_\n' }],
  ['serviceKey', { serviceKey: 'tdg_sk_…' }],
])('says at once that %s is missing or not whole: %o', (name, wrong) => {
  // As where a variable of the environment is not set.
  const options = wrong as Partial<ClientOptions>;
  expect(() => setup([], options)).toThrow(new RegExp(`^"${name}" `));
  const reach = { url: 'https://tidings.internal', serviceKey: 'tdg_sk_test', ...options };
  expect(() => startRelay({ pool: {} as RelayOptions['pool'], ...reach })).toThrow(TypeError);
});

it('acts for its account with its key', async () => {
  const { client, sent } = setup();
  await client.webhooks.list.query({});
  expect(sent).toMatchObject([{ path: 'webhooks.list', method: 'GET' }]);
  const { headers } = sent[0]!;
  expect([headers.get('authorization'), headers.get('tidings-account')]).toEqual([
    'Bearer tdg_sk_test',
    'acct_1',
  ]);
});

it('names no account where it has none', async () => {
  const { client, sent } = setup([], { accountId: undefined });
  await client.accounts.list.query({});
  expect(sent[0]?.headers.has('tidings-account')).toBe(false);
});

it('sends calls of one moment in one request, twenty at most', async () => {
  const { client, sent } = setup();
  await Promise.all(Array.from({ length: 45 }, () => client.events.publish.mutate(EVENT)));
  expect(sent.map(({ inputs }) => Object.keys(inputs).length)).toEqual([20, 20, 5]);
});

it('publishes under one key, the same for each attempt and another for each event', async () => {
  const { client, sent } = setup(['nobody', { status: 503 }]);
  await client.events.publish.mutate(EVENT);
  await client.events.publish.mutate(EVENT);
  const keys = sent.map(({ inputs }) => inputs['0']?.['idempotency_key']);
  expect(keys[0]).toMatch(/^[\w-]{36}$/);
  expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
  expect(keys[3]).not.toBe(keys[0]);
});

it.each([{ id: 'evt_01kadgeee7e0ttct280x6h3qnb' }, { idempotency_key: 'order 7' }])(
  'leaves an event alone that the caller named: %o',
  async (name) => {
    const { client, sent } = setup();
    await client.events.publish.mutate({ ...EVENT, ...name });
    expect(sent[0]?.inputs['0']).toEqual({ ...EVENT, ...name });
  },
);

it('makes a call again that reads, whatever kept it from an answer', async () => {
  const { client, sent } = setup(['nobody', { status: 502 }, { status: 429 }, { status: 500 }]);
  expect(await client.webhooks.list.query({})).toBe('webhooks.list');
  expect(sent).toHaveLength(5);
});

it('makes a change again only where it was turned away before anything was done', async () => {
  const change = { id: 'wh_1', name: 'Shop' };
  const busy = setup([{ status: 429 }]);
  await busy.client.webhooks.update.mutate(change);
  expect(busy.sent).toHaveLength(2);
  for (const answer of ['nobody', { status: 503 }] satisfies Answer[]) {
    const lost = setup([answer]);
    await expect(lost.client.webhooks.update.mutate(change)).rejects.toThrow();
    expect(lost.sent).toHaveLength(1);
  }
});

it('gives up what is refused for good at once, and says why', async () => {
  const { client, sent } = setup([{ status: 422 }]);
  const error: unknown = await client.events.publish.mutate(EVENT).catch((refusal: unknown) => refusal);
  expect(problemOf(error)).toMatchObject({ code: 'a_code', detail: 'A detail.' });
  expect(sent).toHaveLength(1);
});

it('gives up after so many attempts as it is given', async () => {
  const { client, sent } = setup(['nobody', 'nobody', 'nobody'], { attempts: 3 });
  const error: unknown = await client.webhooks.list.query({}).catch((refusal: unknown) => refusal);
  expect(problemOf(error)).toBeUndefined();
  expect(sent).toHaveLength(3);
});

it('waits as long as it is asked to', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { client, sent } = setup([{ status: 429, headers: { 'retry-after': '7' } }], { random: () => 0 });
  const listed = client.webhooks.list.query({});
  await vi.advanceTimersByTimeAsync(6_900);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(await listed).toBe('webhooks.list');
  expect(sent).toHaveLength(2);
});

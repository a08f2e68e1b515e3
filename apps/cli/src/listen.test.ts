import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Asked, answering, person } from './testing.ts';

const KEY = 'tdg_ak_0123456789';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PING = 'event: ping\ndata: \n\n';
const NEWS = 'data: {"everything":true}\n\n';

const request = (n: number, more: object = {}) => ({
  event_id: `evt_${n}`,
  event_type: 'tag.created',
  headers: { 'webhook-id': `evt_${n}`, 'x-odd': 'as it is' },
  body: `{"id":"evt_${n}","type":"tag.created","data":{"n":${n}}}`,
  fault: null,
  ...more,
});
const page = (cursor: string, data: object[] = [], more: object = {}) => ({
  json: { secret: SECRET, cursor, has_more: false, is_complete: true, data, ...more },
});

/** Tidings, with these answers to `/listen`, one after the other and the last again and again. */
async function tidings({
  pages,
  stream = { stream: NEWS },
}: {
  pages: ReturnType<typeof page>[];
  stream?: Parameters<typeof answering>[0] extends (asked: Asked) => infer Answer ? Answer : never;
}) {
  let at = 0;
  const { url, asked } = await answering(({ path }) => {
    if (path.startsWith('/trpc/')) return stream;
    at += 1;
    return pages[Math.min(at, pages.length) - 1] ?? page('end');
  });
  const { types, printed } = await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY });
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const looks = () =>
    asked.filter(({ path }) => path === '/api/v1/listen').map(({ body }) => JSON.parse(body));
  return {
    looks,
    printed,
    listen: (...words: string[]) => types(['listen', ...words], '', ended.signal),
    /** Ends it as Ctrl-C does, once this is so. */
    endWhen: async (isSo: () => void) => {
      await vi.waitFor(isSo, { timeout: 30_000, interval: 10 });
      ended.abort();
    },
  };
}

const refusal = (status: number, code: string, detail: string) =>
  `event: serialized-error\ndata: ${JSON.stringify({ message: detail, data: { httpStatus: status, problem: { code, detail } } })}\n\n`;

describe('listen', () => {
  test('forwards each event once as it is, and says what came of it, with the event and the answer', async () => {
    const receiver = await answering(() => ({ status: 202, json: { taken: true } }));
    const { listen, endWhen, looks, printed } = await tidings({
      pages: [page('c0'), page('c1', [request(1)]), page('c2', [request(1), request(2)]), page('c3')],
      stream: { stream: NEWS + NEWS },
    });
    const running = listen('--forward', receiver.url, '--json', '--since', '5m');
    await endWhen(() => expect(printed()).toContain('evt_2'));
    const { code, stdout, stderr } = await running;
    expect(code).toBe(0);
    expect(receiver.asked[0]).toMatchObject({
      method: 'POST',
      body: request(1).body,
      headers: { 'x-odd': 'as it is' },
    });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1));
    expect(lines).toMatchObject([
      {
        event_id: 'evt_1',
        status: 202,
        answer: '{"taken":true}',
        event: { data: { n: 1 } },
        request: { body: request(1).body },
      },
      { event_id: 'evt_2', status: 202 },
    ]);
    expect(JSON.parse(stderr.split('\n')[0]!)).toMatchObject({ listening: { secret: SECRET } });
    expect(looks().map(({ cursor, seen }) => [cursor, seen])).toEqual([
      [undefined, []],
      ['c0', []],
      ['c1', ['evt_1']],
      ...looks()
        .slice(3)
        .map(() => [expect.any(String), ['evt_1', 'evt_2']]),
    ]);
    expect(Date.now() - Date.parse(looks()[0].since)).toBeGreaterThan(290_000);
  });

  test('ends with 3, in the words of Tidings, when the key is refused in the stream', async () => {
    const { listen } = await tidings({
      pages: [page('c0')],
      stream: { stream: refusal(401, 'unauthenticated', 'This key was revoked.'), isEnded: true },
    });
    expect(await listen()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('This key was revoked.'),
    });
  });

  test('says why it has to wait, and tries again', async () => {
    const { listen, endWhen, looks } = await tidings({
      pages: [page('c0')],
      stream: { stream: refusal(429, 'rate_limited', 'You have 20 live streams open.'), isEnded: true },
    });
    const running = listen();
    await endWhen(() => expect(looks().length).toBeGreaterThan(2));
    const { stderr } = await running;
    expect(stderr).toContain('You have 20 live streams open. Trying again in');
  });

  test('looks by itself as well, since news may be lost', async () => {
    const { listen, endWhen, looks } = await tidings({
      pages: [page('c0'), page('c1', [request(1)])],
      stream: { stream: PING + PING },
    });
    const running = listen();
    await endWhen(() => expect(looks().length).toBeGreaterThanOrEqual(3));
    expect((await running).stdout).toContain('tag.created  evt_1');
  });

  test('looks now and then where a proxy does not let it open the stream', async () => {
    const { listen, endWhen, printed } = await tidings({
      pages: [page('c0'), page('c1', [request(1)])],
      stream: { status: 404, json: {} },
    });
    const running = listen();
    await endWhen(() => expect(printed()).toContain('evt_1'));
    expect(await running).toMatchObject({ code: 0, stderr: expect.stringContaining('Trying again in') });
  });

  test('does not wait for a receiver before it sends the next, but for eight of them', async () => {
    let busy = 0;
    let most = 0;
    const receiver = await answering(async () => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise((resolve) => setTimeout(resolve, 50));
      busy -= 1;
      return {};
    });
    const many = Array.from({ length: 20 }, (_, n) => request(n));
    const { listen, endWhen } = await tidings({ pages: [page('c0', many), page('c1')] });
    const running = listen('--forward', receiver.url);
    await endWhen(() => expect(receiver.asked).toHaveLength(20));
    await running;
    expect(most).toBe(8);
  });

  test('reads on where there is more, and waits where something cannot be made just now', async () => {
    const more = { has_more: true };
    const { listen, endWhen, looks } = await tidings({
      pages: [
        page('c0', [request(1)], more),
        page('c1', [], more),
        page('c1', [], more),
        page('c2', [request(2)]),
        page('c3'),
      ],
      stream: { stream: NEWS + NEWS },
    });
    const startedMs = performance.now();
    const running = listen('--json');
    await endWhen(() => expect(looks().length).toBeGreaterThan(4));
    expect(performance.now() - startedMs).toBeGreaterThan(950);
    expect((await running).stdout).toMatch(/evt_1[^]*evt_2/);
  });

  test('says what cannot be made, what is left out, and that the secret is another one', async () => {
    const { listen, endWhen, looks } = await tidings({
      pages: [
        page('c0'),
        page('c1', [request(1, { body: '', headers: {}, fault: 'It cannot be made.' })], {
          is_complete: false,
          secret: 'whsec_other',
        }),
        page('c2'),
      ],
      stream: { stream: NEWS + NEWS },
    });
    const running = listen('--json');
    await endWhen(() => expect(looks().length).toBeGreaterThan(2));
    const { stdout, stderr } = await running;
    expect(JSON.parse(stdout)).toMatchObject({ event_id: 'evt_1', fault: 'It cannot be made.' });
    for (const line of stderr.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    expect(stderr).toContain('more than a day ago');
    expect(stderr).toContain('whsec_other');
  });

  test('shows bodies where that is wished, without what they would do to a terminal', async () => {
    const body = '{"id":"evt_1","type":"tag.created","data":{"n":"\u009b2J"}}';
    const { listen, endWhen, looks } = await tidings({
      pages: [page('c0', [request(1, { body })]), page('c1')],
    });
    const running = listen('--print-body');
    await endWhen(() => expect(looks().length).toBeGreaterThan(1));
    const { stdout } = await running;
    expect(stdout).toContain('"n": "\ufffd2J"');
  });

  test('prints its secret alone, and takes a webhook or a wish, not both', async () => {
    const { listen, looks } = await tidings({ pages: [page('c0')] });
    expect(await listen('--print-secret', '--webhook', 'wh_1')).toEqual({
      code: 0,
      stdout: `${SECRET}\n`,
      stderr: '',
    });
    expect(looks()).toEqual([{ webhook_id: 'wh_1', seen: [] }]);
    expect((await listen('--webhook', 'wh_1', '--events', 'tag.*')).code).toBe(2);
  });
});

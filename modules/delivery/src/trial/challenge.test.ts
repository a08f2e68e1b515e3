import { listWebhooks } from '@tidings/endpoint';
import { endpointChallenged } from '@tidings/endpoint/wiring';
import { statement } from '@tidings/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, installation, NOWHERE, receive, type Receiver } from '../testing.ts';
import { sendChallenge } from './send-challenge.ts';

let home: Awaited<ReturnType<typeof installation>>;
const receivers: Receiver[] = [];
beforeAll(async () => {
  home = await installation();
  endpointChallenged.connect(sendChallenge);
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(() => home.close());

/** Of any other connection: a transaction that waits for something. */
const WAITING = statement<{ count: number }>(
  '',
  `SELECT count(*) AS count
   FROM pg_stat_activity
   WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
);

const ECHO = 'Answer 2xx with the value of "challenge", as plain text or as {"challenge": "…"}.';

/** An endpoint that answers as told, and how webhooks to it are made. */
async function setup(answer: Answer) {
  const receiver = await receive(answer);
  receivers.push(receiver);
  const account = home.account();
  const create = (input: Parameters<typeof account.hook>[1] = {}, url = receiver.url) =>
    account.hook(url, { verify: 'challenge', ...input });
  const made = async () => (await listWebhooks(account.ctx, { limit: 25 })).data.map(({ id }) => id);
  const ask = (url = receiver.url, timeoutMs = 5_000) =>
    sendChallenge(account.ctx, { url, headers: {}, timeoutMs });
  return { ...account, receiver, create, made, ask };
}

const challengeIn = (body: string) => (JSON.parse(body) as { challenge: string }).challenge;
/** Answers what `body` makes of the challenge. */
const answering =
  (body: (challenge: string) => string, status = 200): Answer =>
  (response, _request, sent) =>
    response.writeHead(status).end(body(challengeIn(sent)));

describe('an endpoint that is challenged', () => {
  it.each([
    ['as plain text', answering((challenge) => challenge)],
    ['with white space around it', answering((challenge) => `\n ${challenge} \r\n`)],
    ['as JSON', answering((challenge) => JSON.stringify({ challenge }))],
    ['as JSON with more in it', answering((challenge) => JSON.stringify({ ok: true, challenge }), 201)],
  ])('proves itself by answering the challenge %s', async (_way, answer) => {
    const { create, made } = await setup(answer);
    const { id } = await create();
    expect(await made()).toEqual([id]);
  });

  it('is sent exactly that, unsigned, with the headers of the webhook, and nothing else afterwards', async () => {
    const { create, receiver, deliveries } = await setup(answering((challenge) => challenge));
    const [one] = [await create({ headers: { 'X-Tenant': 'blue' } }), await create()];
    const sent = receiver.requests.map(({ body }) => challengeIn(body));
    expect(receiver.requests.map(({ body }) => body)).toEqual(
      sent.map((challenge) => `{"type":"url_verification","challenge":"${challenge}"}`),
    );
    expect(new Set(sent).size).toBe(2);
    for (const challenge of sent) expect(challenge).toMatch(/^[\w-]{32}$/);
    const { headers } = receiver.requests[0]!;
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Tidings-Webhooks/1.0',
      'x-tenant': 'blue',
    });
    expect(Object.keys(headers).filter((name) => /^webhook-|^x-tidings/.test(name))).toEqual([]);
    expect((await deliveries.list({ id: one.id, limit: 10 })).data).toEqual([]);
  });

  it('is waited for while nothing is stored and no transaction is open', async () => {
    const seen: unknown[] = [];
    const { create, made } = await setup((response, _request, body) => {
      void (async () => {
        seen.push(await made(), (await home.database.query(WAITING))[0]?.count);
        response.end(challengeIn(body));
      })();
    });
    const { id } = await create();
    expect(seen).toEqual([[], 0]);
    expect(await made()).toEqual([id]);
  });

  it.each<[string, Answer, string]>([
    [
      'with something else',
      answering((challenge) => `${challenge}x`),
      `answered 200 with a body that is not the challenge. ${ECHO}`,
    ],
    [
      'with JSON of another shape',
      answering((challenge) => JSON.stringify([{ challenge }])),
      'answered 200 with a body that is not the challenge.',
    ],
    ['with null', answering(() => 'null'), 'answered 200 with a body that is not the challenge.'],
    ['with nothing', (response) => response.writeHead(204).end(), `answered 204 with an empty body. ${ECHO}`],
    [
      'with more than anybody reads',
      answering((challenge) => challenge + ' '.repeat(100 * 1024)),
      `answered 200 with more than 64 KiB, and not with the challenge. ${ECHO}`,
    ],
    [
      'with an error, though with the challenge',
      answering((challenge) => challenge, 500),
      'answered 500, an error of your server.',
    ],
    [
      'that it wants a signature',
      answering((challenge) => challenge, 401),
      'answered 401 to the challenge. It is not signed, since there is no secret yet: let it through.',
    ],
    [
      'that it is elsewhere',
      (response) => response.writeHead(302, { location: '/other' }).end(),
      'answered 302, a redirect, and redirects are never followed.',
    ],
    [
      'by closing the connection',
      (response) => response.destroy(),
      'Endpoint closed the connection before it had answered.',
    ],
  ])('that answers %s is told so, and nothing is created', async (_way, answer, seen) => {
    const { create, made, receiver } = await setup(answer);
    await expect(create()).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('The endpoint did not prove itself, so nothing was created.'),
      issues: [{ path: '/verify', message: expect.stringContaining(seen) }],
    });
    expect([await made(), receiver.requests.length]).toEqual([[], 1]);
  });

  it('that does not answer in time is told so', async () => {
    const { create, made, ask, receiver } = await setup(() => undefined);
    expect(await ask(receiver.url, 100)).toBe(
      'Endpoint did not respond within 0.1 seconds. Check your server.',
    );
    await expect(create({ timeout_seconds: 1 })).rejects.toThrow('within 1 second.');
    expect(await made()).toEqual([]);
  });

  it('that is not there, or at an address that deliveries must not go to, is told so', async () => {
    const { create, made, ask } = await setup(answering((challenge) => challenge));
    await expect(create({}, NOWHERE)).rejects.toMatchObject({
      issues: [{ path: '/verify', message: expect.stringContaining('Nothing listens at that address') }],
    });
    // The guard at registration is asked first; the one at the connection would refuse as well.
    await expect(create({}, 'https://10.0.0.1/hooks')).rejects.toMatchObject({ issues: [{ path: '/url' }] });
    expect(await ask('https://10.0.0.1/hooks')).toMatch(/^The address is private or reserved\./);
    expect(await made()).toEqual([]);
  });

  it('is not called for what is refused anyway', async () => {
    const { create, receiver } = await setup(answering((challenge) => challenge));
    await expect(create({ events: ['no.such'] })).rejects.toMatchObject({ code: 'invalid' });
    await expect(create({ headers: { 'X-Tidings-Event': 'x' } })).rejects.toMatchObject({ code: 'invalid' });
    expect(receiver.requests).toEqual([]);
  });

  it('is called at most five times at once for one account, and what is beyond is refused', async () => {
    const gate = Promise.withResolvers<void>();
    const { create, made, receiver } = await setup((response, _request, body) => {
      void gate.promise.then(() => response.end(challengeIn(body)));
    });
    const asked = Array.from({ length: 6 }, () => create());
    const outcomes = Promise.allSettled(asked);
    await expect(Promise.race(asked)).rejects.toMatchObject({ code: 'rate_limited' });
    gate.resolve();
    const refused = (await outcomes).filter(({ status }) => status === 'rejected');
    expect([refused.length, receiver.requests.length, (await made()).length]).toEqual([1, 5, 5]);
  });
});

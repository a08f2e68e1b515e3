import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, publish, TAG_CREATED } from '../support/samples.ts';
import { type Person, signIn } from '../support/sign-in.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const PASSWORD = 'nine lemons at a harbour';

type Notice = { id: string; kind: string; is_read: boolean; details: Record<string, unknown> };
type Role = 'admin' | 'developer' | 'viewer';

let mails: MailServer;
let server: Server;
let receiver: Receiver;
let api: Api & { accountId: string };

beforeAll(async () => {
  mails = await startMailServer();
  server = await startServer({
    // Nothing is retried while a test runs, and nobody waits a quarter of an hour.
    settings: { SMTP_URL: mails.url, RETRY_DELAYS: '1h', MAIL_GATHER: '3s', MAIL_GAP: '4s' },
  });
});
afterAll(async () => {
  await server?.stop();
  await mails?.close();
});
beforeEach(async () => {
  receiver = await startReceiver();
  api = await server.newAccount();
});
afterEach(() => receiver.close());

/** Somebody new in the account, invited by e-mail, who has signed in. */
async function join(role: Role): Promise<{ email: string; person: Person }> {
  const email = `${role}-${randomUUID()}@example.com`;
  const invited = await fetch(`${server.url}/trpc/team.invite`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${SERVICE_KEY}`,
      'tidings-account': api.accountId,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ email, role }),
  });
  expect(invited.status).toBe(200);
  const link = await mails.linkTo(email, /invites you/);
  const accepted = await fetch(`${server.url}/api/auth/invitation/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ token: new URL(link).hash.slice(1), name: 'Grace', password: PASSWORD }),
  });
  expect(accepted.status).toBe(200);
  return { email, person: await signIn(server, { email, password: PASSWORD }) };
}

/** Calls a procedure as a person. */
async function call<Output>(person: Person, name: string, input: object, isQuery = true): Promise<Output> {
  const query = isQuery ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
  const response = await fetch(`${server.url}/trpc/${name}${query}`, {
    method: isQuery ? 'GET' : 'POST',
    headers: { ...person.headers, 'content-type': 'application/json' },
    ...(!isQuery && { body: JSON.stringify(input) }),
  });
  expect([name, response.status]).toEqual([name, 200]);
  const { result } = (await response.json()) as { result: { data: Output } }; // what the test says it is
  return result.data;
}

/** Subjects of what was mailed of webhooks, oldest first. */
const newsTo = (email: string) => mails.subjectsTo(email).filter((subject) => !/invites you/.test(subject));

const untilMailed = (email: string, count: number) =>
  until(
    () => newsTo(email),
    (subjects) => subjects.length >= count,
    { what: `${count} mails to ${email}`, withinMs: 60_000 },
  );

async function publishMany(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => TAG_CREATED);
  expect((await api.post('/events/batch', { events })).status).toBe(202);
}

const failingHook = async (name: string) => {
  receiver.behaviour = status(500);
  return (await createWebhook(api, { url: receiver.url, name })).id;
};

describe('people are mailed', () => {
  test('when a webhook begins to fail, at 50, 70 and 90 failures in a row, and when 100 disable it', async () => {
    const { email, person } = await join('admin');
    await failingHook('Ledger');
    const expected: string[] = [];
    for (const [count, title] of [
      [5, 'Webhook is failing'],
      [45, '50 attempts in a row failed'],
      [20, '70 attempts in a row failed'],
      [20, '90 attempts in a row failed'],
      [10, 'Webhook paused after 100 consecutive failures'],
    ] as const) {
      await publishMany(count);
      expected.push(`${title}: Ledger`);
      expect(await untilMailed(email, expected.length)).toEqual(expected);
    }
    const { data } = await call<{ data: Notice[] }>(person, 'notifications.list', {});
    expect(data.map((each) => each.kind)).toEqual([
      'webhook.disabled',
      'webhook.warning',
      'webhook.warning',
      'webhook.warning',
      'webhook.degraded',
    ]);
  });

  test('within seconds of a 410, with what was answered and a link to the webhook', async () => {
    const { email } = await join('developer');
    receiver.behaviour = status(410);
    const { id } = await createWebhook(api, { url: receiver.url, name: 'Ledger' });
    await publish(api);
    await untilMailed(email, 1);
    const text = mails.textTo(email);
    expect(newsTo(email)).toEqual(['Webhook paused because the endpoint answered 410 Gone: Ledger']);
    expect(text).toContain(`/dashboard/settings/webhooks/${id}?account=${api.accountId}`);
    expect(text).toMatch(/tag\.created, HTTP 410/);
    expect(text).toContain('text/html');
  });

  test('once of several webhooks that fail at the same time', async () => {
    const { email } = await join('admin');
    for (const name of ['One', 'Two', 'Three']) await failingHook(name);
    await publishMany(5);
    expect(await untilMailed(email, 1)).toEqual(['News of 3 webhooks of Acme']);
    for (const name of ['One', 'Two', 'Three']) expect(mails.textTo(email)).toContain(name);
  });

  test('what they chose, and viewers nothing', async () => {
    const [admin, developer, viewer] = [await join('admin'), await join('developer'), await join('viewer')];
    const mailed = { 'webhook.disabled': false };
    await call(developer.person, 'notifications.changePreferences', { mailed }, false);
    receiver.behaviour = status(410);
    await createWebhook(api, { url: receiver.url, name: 'Ledger' });
    await publish(api);
    await untilMailed(admin.email, 1);
    // Another's mail of the same moment would have come by now: they go out together.
    await failingHook('Other');
    await publishMany(5);
    expect(await untilMailed(developer.email, 1)).toEqual(['Webhook is failing: Other']);
    expect(newsTo(viewer.email)).toEqual([]);
    const unread = await call<{ unread: number }>(developer.person, 'notifications.unread', {});
    expect(unread.unread).toBe(2);
  });
});

test('a mail server that was away gets the mail when it is back', async () => {
  const { email } = await join('admin');
  const { port } = new URL(mails.url);
  await mails.close();
  receiver.behaviour = status(410);
  const { id } = await createWebhook(api, { url: receiver.url, name: 'Ledger' });
  await publish(api);
  await until(
    async () => (await api.get<{ status: string }>(`/webhooks/${id}`)).body.status,
    (now) => now === 'disabled',
    { what: 'the webhook is disabled' },
  );
  // The first try has failed, and no request with it.
  await until(
    () => server.output(),
    (output) => /An e-mail was not sent yet/.test(output),
    { what: 'the mail server was tried' },
  );
  mails = await startMailServer(Number(port));
  expect(await untilMailed(email, 1)).toEqual([
    'Webhook paused because the endpoint answered 410 Gone: Ledger',
  ]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../support/dump.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { type Database, migratedDatabase } from '../support/database.ts';
import { type Answer, send } from '../support/request.ts';
import { expectNowhere } from '../support/secret-forms.ts';
import { signIn } from '../support/sign-in.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';

let database: Database;
let mails: MailServer;
let server: Server;

beforeAll(async () => {
  [database, mails] = await Promise.all([migratedDatabase(), startMailServer()]);
  server = await startServer({ settings: { DATABASE_URL: database.url, LOG_LEVEL: 'trace' } });
});
afterAll(async () => {
  await server?.stop();
  await Promise.all([database?.remove(), mails?.close()]);
});

/** What a page of ours would send. */
function submit<Body>(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  return send<Body>(server.url, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url, ...headers },
    body: JSON.stringify(body),
  });
}

const tokenIn = (link: string) => new URL(link).hash.replace(/^#(token=)?/, '');
const cookieIn = (answer: Answer<unknown>) =>
  decodeURIComponent(/=([^;]+)/.exec(String(answer.headers['set-cookie']?.[0]))?.[1] ?? '');

test('nothing that opens a door is in the clear, neither in the database nor in the log', async () => {
  const person = await signIn(server);
  const secrets = [person.cookieValue];

  const enabled = await submit<{ totpURI: string; backupCodes: string[] }>(
    '/api/auth/two-factor/enable',
    { password: ADMIN.password },
    person.headers,
  );
  expect(enabled.status, enabled.text).toBe(200);
  secrets.push(new URL(enabled.body.totpURI).searchParams.get('secret') ?? '', ...enabled.body.backupCodes);

  const { accountId } = await server.newAccount();
  for (const isEntered of [false, true]) {
    const link = await server.api.post<{ url: string }>(`/accounts/${accountId}/portal_sessions`, {});
    expect(link.status, link.text).toBe(201);
    const token = tokenIn(link.body.url);
    secrets.push(token);
    if (!isEntered) continue;
    const visit = await submit('/api/portal/enter', { token });
    expect(visit.status, visit.text).toBe(204);
    secrets.push(cookieIn(visit));
  }

  // Without a mail server the link is shown to who invites.
  const invited = await submit<{ result: { data: { link: string } } }>(
    '/trpc/team.invite',
    { email: 'grace@example.com', role: 'viewer' },
    person.headers,
  );
  expect(invited.status, invited.text).toBe(200);
  const invitation = tokenIn(invited.body.result.data.link);
  secrets.push(invitation);
  expect((await submit('/api/auth/invitation/show', { token: invitation })).status).toBe(200);

  const logs: string[] = [];
  const restart = async (smtpUrl: string) => {
    logs.push(server.output());
    await server.restart({ settings: { SMTP_URL: smtpUrl } });
  };
  await restart(mails.url);
  const forget = () => submit('/api/auth/request-password-reset', { email: ADMIN.email });
  expect((await forget()).status).toBe(200);
  const reset = tokenIn(await mails.linkTo(ADMIN.email, /password/i));
  secrets.push(reset);
  expect((await submit('/api/auth/reset-password', { token: reset, newPassword: 'weak' })).status).toBe(422);
  // The next one waits for a mail server that does not come.
  await restart('smtp://127.0.0.1:1');
  expect((await forget()).status).toBe(200);

  const dump = await dumpOf(database.superuserUrl);
  // The dump holds what it should: the rows around the secrets are there.
  for (const known of ['grace@example.com', accountId, 'identity.two_factor', 'waiting'])
    expect(dump).toContain(known);
  const places = { dump, log: [...logs, server.output()].join('\n') };
  expect(Math.min(...secrets.map(({ length }) => length))).toBeGreaterThan(10);
  expectNowhere(secrets, places);
  for (const [place, text] of Object.entries(places))
    expect([place, /(?:reset-password|accept-invitation|portal)#/.test(text)]).toEqual([place, false]);
  // The database holds what names a session; the signature, without which it opens none, is in the cookie alone.
  const [name = '', signature = ''] = person.cookieValue.split('.');
  expect(places.log).not.toContain(name);
  expect(dump).not.toContain(signature);
});

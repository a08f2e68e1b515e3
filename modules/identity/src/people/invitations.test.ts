import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { inhabited } from '../testing.ts';
import { type Invited, personInvited } from './facts.ts';
import { invite } from './invite.ts';
import { listInvitations } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { addAccount, addPerson, asPerson, PASSWORD } from './testing-people.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
let adminId: string;
let mailed: Invited[] = [];
beforeAll(async () => {
  home = await inhabited();
  adminId = (await home.database.pool.query('SELECT id FROM identity."user"')).rows[0].id;
  personInvited.connect(async (_, invited) => void mailed.push(invited));
});
afterAll(() => home.close());
beforeEach(async () => {
  mailed = [];
  const { pool } = home.database;
  await pool.query('TRUNCATE identity.attempt, identity.invitation');
  await pool.query('DELETE FROM identity."user" WHERE id <> $1', [adminId]);
});

const admin = () => asPerson(home, adminId);
const email = 'grace@example.com';
const tokenOf = (link: string | null) => String(link).split('#')[1];
const accept = (link: string | null, body: object = {}, cookie?: string) =>
  home.post('/invitation/accept', { token: tokenOf(link), ...body }, cookie === undefined ? {} : { cookie });
const chosen = { name: 'Grace Hopper', password: 'nine lemons at a harbour' };

describe('an invitation', () => {
  it('gives the link to the admin when there is no mail server, and stores only its hash', async () => {
    const made = await invite(admin(), { email, role: 'developer' });
    expect(made).toMatchObject({
      email,
      role: 'developer',
      status: 'pending',
      mailed: false,
      invited_by: 'Ada',
    });
    expect(made.link).toMatch(/^http:\/\/localhost:3400\/accept-invitation#[\w-]{43}$/);
    const { rows } = await home.database.pool.query('SELECT i::text AS row FROM identity.invitation i');
    expect(rows[0].row).not.toContain(tokenOf(made.link));
    const { data } = await listInvitations(admin());
    expect(JSON.stringify(data)).not.toContain(tokenOf(made.link));
  });

  it('gives it to nobody but the mail when there is a mail server', async () => {
    const context = { ...admin(), config: { ...home.config, SMTP_URL: 'smtp://mail.example' } };
    expect(await invite(context, { email, role: 'viewer' })).toMatchObject({ mailed: true, link: null });
    expect(mailed).toMatchObject([
      { email, role: 'viewer', accountName: 'Default account', inviterName: 'Ada' },
    ]);
  });

  it('of a service comes from the brand, since nobody who is invited knows the name of a key', async () => {
    const config = { ...home.config, BRAND: 'Acme' };
    const made = await invite(
      { ...home.asService(), config, accountId: home.account.id },
      { email, role: 'viewer' },
    );
    expect([made.invited_by, mailed[0]?.inviterName]).toEqual(['Acme', 'Acme']);
    const shown = await home.post('/invitation/show', { token: tokenOf(made.link) });
    expect(await shown.json()).toMatchObject({ invited_by: 'Acme' });
  });

  it('lets in somebody new, who is signed in by it', async () => {
    const { link } = await invite(admin(), { email, role: 'developer' });
    const shown = await home.post('/invitation/show', { token: tokenOf(link) });
    expect(await shown.json()).toMatchObject({ email, account_name: 'Default account', is_known: false });
    const accepted = await accept(link, chosen);
    expect(accepted.status).toBe(200);
    const cookie = accepted.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    expect(await authenticate(home.auth, home.process, { method: 'GET', headers: { cookie } })).toMatchObject(
      {
        actor: { type: 'user', name: 'Grace Hopper', role: 'developer' },
        accountId: home.account.id,
      },
    );
    expect((await home.signIn({ email, password: chosen.password })).response.status).toBe(200);
    expect((await listInvitations(admin())).data).toEqual([]);
  });

  it('works once, also for two who use it at the same time', async () => {
    const { link } = await invite(admin(), { email, role: 'viewer' });
    const answers = await Promise.all([accept(link, chosen), accept(link, chosen), accept(link, chosen)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404]);
    expect((await accept(link, chosen)).status).toBe(404);
  });

  it('is accepted once of two for the same new address, and the other one asks to sign in', async () => {
    const other = { ...home.asService(), accountId: await addAccount(home, 'Other') };
    const links = [
      (await invite(admin(), { email, role: 'viewer' })).link,
      (await invite(other, { email, role: 'admin' })).link,
    ];
    const answers = await Promise.all(links.map((link) => accept(link, chosen)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const left = links[answers.findIndex(({ status }) => status === 401)] ?? null;
    const { cookie } = await home.signIn({ email, password: chosen.password });
    expect((await accept(left, {}, cookie)).status).toBe(200);
  });

  it('ends the session of who was signed in where somebody new accepts', async () => {
    const { cookie } = await home.signIn();
    const { link } = await invite(admin(), { email, role: 'viewer' });
    expect((await accept(link, chosen, cookie)).status).toBe(200);
    const before = await authenticate(home.auth, home.process, { method: 'GET', headers: { cookie } });
    expect(before).toMatchObject({ signedIn: false });
  });

  it('asks for a name and a password that is hard to guess, and stays open meanwhile', async () => {
    const { link } = await invite(admin(), { email, role: 'viewer' });
    const weak = await accept(link, { name: 'Grace', password: 'password1234' });
    expect(weak.status).toBe(422);
    expect(await weak.json()).toMatchObject({ code: 'invalid', issues: [{ path: '/password' }] });
    expect(await (await accept(link, { password: chosen.password })).json()).toMatchObject({
      issues: [{ path: '/name' }],
    });
    expect((await accept(link, chosen)).status).toBe(200);
  });

  it('lets in who has a password here only when they are signed in', async () => {
    const other = await addAccount(home, 'Other');
    const grace = await addPerson(home, email, 'viewer', other);
    const { link } = await invite(admin(), { email, role: 'admin' });
    expect(await (await accept(link, chosen)).json()).toMatchObject({ code: 'unauthenticated' });
    const { cookie: foreign } = await home.signIn();
    const refused = await accept(link, {}, foreign);
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { message: expect.stringContaining(email) },
    ]);
    const { cookie } = await home.signIn(grace.credentials);
    const { cookie: elsewhere } = await home.signIn(grace.credentials);
    expect((await accept(link, {}, cookie)).status).toBe(200);
    const sees = (given: string) =>
      authenticate(home.auth, home.process, { method: 'GET', headers: { cookie: given } });
    expect(await sees(cookie)).toMatchObject({ accountId: home.account.id, actor: { role: 'admin' } });
    expect(await sees(elsewhere)).toMatchObject({ accountId: other, actor: { role: 'viewer' } });
    expect((await home.signIn({ email, password: PASSWORD })).response.status).toBe(200);
  });

  it('opens nothing after seven days', async () => {
    const { link, expires_at } = await invite(admin(), { email, role: 'viewer' });
    expect((Date.parse(expires_at) - Date.now()) / 86_400_000).toBeCloseTo(7, 2);
    await home.database.pool.query('UPDATE identity.invitation SET expires_at = now()');
    expect((await accept(link, chosen)).status).toBe(404);
    expect((await listInvitations(admin())).data).toMatchObject([{ status: 'expired' }]);
  });

  it('opens by its newest link only when it was sent again', async () => {
    const first = await invite(admin(), { email, role: 'viewer' });
    const second = await resendInvitation(admin(), { id: first.id });
    expect((await accept(first.link, chosen)).status).toBe(404);
    expect((await accept(second.link, chosen)).status).toBe(200);
  });

  it('opens nothing once it was revoked', async () => {
    const { id, link } = await invite(admin(), { email, role: 'viewer' });
    await revokeInvitation(admin(), { id });
    expect((await accept(link, chosen)).status).toBe(404);
    await expect(revokeInvitation(admin(), { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('invites nobody twice, and no member', async () => {
  await invite(admin(), { email, role: 'viewer' });
  await expect(invite(admin(), { email, role: 'admin' })).rejects.toMatchObject({
    code: 'conflict',
    issues: [{ path: '/email' }],
  });
  await expect(invite(admin(), { email: 'ada@example.com', role: 'admin' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect((await listMembers(admin(), { limit: 25 })).data).toHaveLength(1);
});

it('lets a service invite the first member of an account', async () => {
  const accountId = await addAccount(home, 'Fresh');
  const { link } = await invite({ ...home.asService(), accountId }, { email, role: 'admin' });
  expect((await accept(link, chosen)).status).toBe(200);
});

it('neither shows nor changes invitations of another account', async () => {
  const { id } = await invite(admin(), { email, role: 'viewer' });
  const foreign = asPerson(home, adminId, { accountId: await addAccount(home, 'Foreign') });
  expect((await listInvitations(foreign)).data).toEqual([]);
  await expect(revokeInvitation(foreign, { id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(resendInvitation(foreign, { id })).rejects.toMatchObject({ code: 'not_found' });
});

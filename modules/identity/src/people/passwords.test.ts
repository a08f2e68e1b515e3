import { afterEach, describe, expect, it } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { inhabited } from '../testing.ts';
import { countAttempt } from './attempts.ts';
import { OWN_PASSWORD, ownPassword } from './check-password.ts';
import { passwordChanged, passwordResetAsked } from './facts.ts';
import { weaknessOf } from './password.ts';
import { countSignIn } from './sign-in-limits.ts';
import { switchAccount } from './switch-account.ts';
import { addAccount, addMember, addPerson, asPerson, PASSWORD } from './testing-people.ts';

let home: Awaited<ReturnType<typeof inhabited>> | undefined;
const told: string[] = [];
const links: string[] = [];
passwordChanged.connect(async (_, { email }) => void told.push(email));
passwordResetAsked.connect(async (_, { link }) => void links.push(link));

async function setup(environment: Record<string, string> = {}) {
  home = await inhabited(environment);
  told.length = 0;
  links.length = 0;
  const grace = await addPerson(home, 'grace@example.com', 'developer');
  const isSignedIn = async (cookie: string) =>
    (await authenticate(home!.auth, home!.process, { method: 'GET', headers: { cookie } })).signedIn;
  return { ...home, grace, isSignedIn };
}
afterEach(async () => {
  await home?.close();
  home = undefined;
});

const NEW = 'nine lemons at a harbour';

describe('weaknessOf', () => {
  const ada = { email: 'ada.lovelace@example.com', name: 'Ada Lovelace' };
  it.each([
    'short pass',
    'aaaaaaaaaaaaaa',
    'password1234',
    'Password123!Password',
    'abcdefghijklm',
    '9876543210987',
    'qwertyuiopas',
    'lovelace1234',
    'ada.lovelace@example.com',
  ])('refuses %s', (password) => {
    expect(weaknessOf(password, ada)).toEqual(expect.any(String));
  });

  it.each([NEW, 'kV8#mPq2$xLw', 'lovelace rides a green bicycle home'])('takes %s', (password) => {
    expect(weaknessOf(password, ada)).toBeNull();
  });
});

describe('changing the password', () => {
  it('needs the old one, and ends all other sessions', async () => {
    const { signIn, post, grace, isSignedIn } = await setup();
    const other = await signIn(grace.credentials);
    const { cookie } = await signIn(grace.credentials);
    const change = (currentPassword: string, newPassword: string) =>
      post('/change-password', { currentPassword, newPassword, revokeOtherSessions: false }, { cookie });
    expect((await change('not mine', NEW)).status).toBe(400);
    const weak = await change(PASSWORD, 'grace@example.com');
    expect([weak.status, await weak.json()]).toMatchObject([422, { issues: [{ path: '/newPassword' }] }]);
    const changed = await change(PASSWORD, NEW);
    expect(changed.status).toBe(200);
    expect(await isSignedIn(other.cookie)).toBe(false);
    expect(await isSignedIn(cookie)).toBe(false);
    expect(await isSignedIn(changed.headers.getSetCookie()[0]!.split(';')[0]!)).toBe(true);
    expect((await signIn(grace.credentials)).response.status).toBe(401);
    expect(told).toEqual(['grace@example.com']);
  });

  it('leaves the person in the account that they chose', async () => {
    const { signIn, post, grace } = await setup();
    const other = await addAccount(home!, 'Other');
    await addMember(home!, { userId: grace.id, accountId: other, role: 'viewer' });
    const { cookie } = await signIn(grace.credentials);
    const enter = (sent: string) =>
      authenticate(home!.auth, home!.process, { method: 'GET', headers: { cookie: sent } });
    const { actor } = await enter(cookie);
    await switchAccount({ ...asPerson(home!, grace.id), actor }, { account_id: other });
    const changed = await post(
      '/change-password',
      { currentPassword: PASSWORD, newPassword: NEW },
      { cookie },
    );
    expect(await enter(changed.headers.getSetCookie()[0]!.split(';')[0]!)).toMatchObject({
      accountId: other,
      actor: { role: 'viewer' },
    });
  });

  it('is no way to guess the old one', async () => {
    const { signIn, post, grace } = await setup();
    const { cookie } = await signIn(grace.credentials);
    const body = { currentPassword: 'not mine', newPassword: NEW };
    for (let guess = 0; guess < 5; guess += 1) await post('/change-password', body, { cookie });
    const refused = await post('/change-password', { ...body, currentPassword: PASSWORD }, { cookie });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a forgotten password', () => {
  const ask = (email: string) => home!.post('/request-password-reset', { email });

  it('is set anew by a link that works once, and all sessions end', async () => {
    const { signIn, post, grace, isSignedIn, database } = await setup({ SMTP_URL: 'smtp://mail.example' });
    const { cookie } = await signIn(grace.credentials);
    expect((await ask('grace@example.com')).status).toBe(200);
    expect(links).toEqual([expect.stringMatching(/^http:\/\/localhost:3400\/reset-password#\w+$/)]);
    const token = links[0]!.split('#')[1]!;
    const { rows } = await database.pool.query('SELECT v::text AS row FROM identity.verification v');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await post('/reset-password', { token, newPassword: 'password1234' })).status).toBe(422);
    expect((await post('/reset-password', { token, newPassword: NEW })).status).toBe(200);
    expect((await post('/reset-password', { token, newPassword: 'some other words' })).status).toBe(400);
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await signIn({ email: 'grace@example.com', password: NEW })).response.status).toBe(200);
    expect(told).toEqual(['grace@example.com']);
  });

  it('lets people in who were locked out by wrong guesses', async () => {
    const { signIn, post, grace, database } = await setup({ SMTP_URL: 'smtp://mail.example' });
    // Counted without looking at passwords, which takes its time.
    const guess = { email: 'grace@example.com', address: '127.0.0.1' };
    for (let count = 0; count < 10; count += 1) await countSignIn(database, guess);
    expect((await signIn(grace.credentials)).response.status).toBe(429);
    await ask('grace@example.com');
    await post('/reset-password', { token: links[0]!.split('#')[1]!, newPassword: NEW });
    expect((await signIn({ email: 'grace@example.com', password: NEW })).response.status).toBe(200);
  });

  it('forgives wrong passwords that were given while signed in', async () => {
    const { signIn, post, grace, database } = await setup({ SMTP_URL: 'smtp://mail.example' });
    const before = await signIn(grace.credentials);
    const enable = (password: string, cookie: string) => post('/two-factor/enable', { password }, { cookie });
    for (let guess = 0; guess < 5; guess += 1)
      await countAttempt(database, ownPassword(grace.id), OWN_PASSWORD);
    expect((await enable(PASSWORD, before.cookie)).status).toBe(429);
    await ask('grace@example.com');
    await post('/reset-password', { token: links[0]!.split('#')[1]!, newPassword: NEW });
    const { cookie } = await signIn({ email: 'grace@example.com', password: NEW });
    expect((await enable(NEW, cookie)).status).toBe(200);
  });

  it('is answered the same for nobody, and fills no mailbox', async () => {
    await setup({ SMTP_URL: 'smtp://mail.example' });
    const answers = [await ask('nobody@example.com')];
    for (let turn = 0; turn < 5; turn += 1) answers.push(await ask('grace@example.com'));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(links).toHaveLength(3);
  });

  it('cannot be set anew without a mail server, and the sign-in knows', async () => {
    await setup();
    expect((await ask('grace@example.com')).status).toBe(400);
    expect(await (await home!.get('/sign-in-options', '')).json()).toEqual({
      brand: 'Tidings',
      public_url: new URL(home!.config.PUBLIC_URL).origin,
      password_reset: false,
      is_new: false,
    });
  });
});

import { audited, type AuditRecord } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { inhabited } from '../testing.ts';
import { resetTwoFactor } from './reset-two-factor.ts';
import { addPerson, codeOf, PASSWORD } from './testing-people.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
let turn = 0;
let grace: Awaited<ReturnType<typeof addPerson>>;
let records: AuditRecord[] = [];
beforeAll(async () => {
  home = await inhabited();
  audited.connect(async (_, record) => void records.push(record));
});
afterAll(() => home.close());
beforeEach(async () => {
  await home.database.pool.query('TRUNCATE identity.attempt');
  turn += 1;
  grace = await addPerson(home, `grace${turn}@example.com`, 'developer');
  records = [];
});

/** What a person is given to keep. */
type Setup = { totpURI: string; backupCodes: string[] };

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .filter((line) => !/Max-Age=0/.test(line))
    .map((line) => line.split(';')[0])
    .join('; ');
const isSignedIn = async (cookie: string) =>
  (await authenticate(home.auth, home.process, { method: 'GET', headers: { cookie } })).signedIn;

/** The code after the one that turned the second factor on: it is right already, and not used yet. */
const nextCodeOf = (totpURI: string) => codeOf(totpURI, Date.now() + 30_000);

/** Turns the second factor on as the console does, and answers what the person keeps of it. */
async function enable() {
  const { cookie } = await home.signIn(grace.credentials);
  const started = await home.post('/two-factor/enable', { password: PASSWORD }, { cookie });
  const { totpURI, backupCodes } = (await started.json()) as Setup;
  const verified = await home.post('/two-factor/verify-totp', { code: codeOf(totpURI) }, { cookie });
  expect(verified.status).toBe(200);
  return { totpURI, backupCodes, cookie: cookiesOf(verified) };
}

describe('the second factor', () => {
  it('is set up with the password, and counts only once a code was right', async () => {
    const { cookie } = await home.signIn(grace.credentials);
    expect((await home.post('/two-factor/enable', { password: 'not mine' }, { cookie })).status).toBe(400);
    const started = await home.post('/two-factor/enable', { password: PASSWORD }, { cookie });
    const { totpURI, backupCodes } = (await started.json()) as Setup;
    expect(totpURI).toMatch(/^otpauth:\/\/totp\/Tidings:grace/);
    expect(backupCodes).toHaveLength(10);
    // Nothing in them looks like anything else when they are written down.
    for (const code of backupCodes) expect(code).toMatch(/^[2-9a-hjkmnp-z]{5}-[2-9a-hjkmnp-z]{5}$/);
    expect(await isSignedIn((await home.signIn(grace.credentials)).cookie)).toBe(true);
    const wrong = await home.post('/two-factor/verify-totp', { code: '000000' }, { cookie });
    expect(wrong.status).toBe(401);
    expect(await isSignedIn((await home.signIn(grace.credentials)).cookie)).toBe(true);
  });

  it('is asked for at sign-in from then on, in every browser', async () => {
    const { totpURI } = await enable();
    const { response, cookie } = await home.signIn(grace.credentials);
    expect(await response.json()).toMatchObject({ twoFactorRedirect: true });
    expect(await isSignedIn(cookie)).toBe(false);
    const wrong = await home.post(
      '/two-factor/verify-totp',
      { code: '000000', trustDevice: true },
      { cookie },
    );
    expect(wrong.status).toBe(401);
    const right = await home.post(
      '/two-factor/verify-totp',
      { code: nextCodeOf(totpURI), trustDevice: true },
      { cookie },
    );
    expect(await isSignedIn(cookiesOf(right))).toBe(true);
    const again = await home.post('/sign-in/email', grace.credentials, { cookie: cookiesOf(right) });
    expect(await again.json()).toMatchObject({ twoFactorRedirect: true });
    expect(records.map(({ action }) => action)).toEqual([
      'user.signed_in',
      'user.two_factor_enabled',
      'user.sign_in_failed',
      'user.signed_in',
    ]);
  });

  it('can be a backup code, each of which works once', async () => {
    const { backupCodes } = await enable();
    const use = async () => {
      const { cookie } = await home.signIn(grace.credentials);
      return (await home.post('/two-factor/verify-backup-code', { code: backupCodes[0] }, { cookie })).status;
    };
    expect([await use(), await use()]).toEqual([200, 401]);
  });

  it('is asked for five times in one sign-in; then that begins again with the password', async () => {
    const { totpURI, backupCodes } = await enable();
    const { cookie } = await home.signIn(grace.credentials);
    const guess = (kind: string, code: string | undefined) =>
      home.post(`/two-factor/verify-${kind}`, { code }, { cookie });
    for (let count = 0; count < 5; count += 1) {
      expect((await guess('totp', '000000')).status).toBe(401);
    }
    const sixth = await guess('backup-code', backupCodes[0]);
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await sixth.json()).toMatchObject({
      message: 'Too many wrong codes. Begin again with your e-mail address and password.',
    });
    expect((await guess('totp', nextCodeOf(totpURI))).status).toBe(401);
    const again = await home.signIn(grace.credentials);
    const right = await home.post(
      '/two-factor/verify-totp',
      { code: nextCodeOf(totpURI) },
      { cookie: again.cookie },
    );
    expect(right.status).toBe(200);
  });

  it('is not guessed: ten wrong codes close it for a quarter of an hour, also over several sign-ins', async () => {
    const { totpURI } = await enable();
    for (let signIn = 0; signIn < 2; signIn += 1) {
      const { cookie } = await home.signIn(grace.credentials);
      for (let guess = 0; guess < 5; guess += 1) {
        await home.post('/two-factor/verify-totp', { code: '000000' }, { cookie });
      }
    }
    const { cookie } = await home.signIn(grace.credentials);
    const send = () => home.post('/two-factor/verify-totp', { code: nextCodeOf(totpURI) }, { cookie });
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ message: 'Too many attempts. Try again in 15 minutes.' });
    await home.database.pool.query(`UPDATE identity.two_factor SET locked_until = now() + interval '100 s'`);
    const later = await send();
    expect(await later.json()).toMatchObject({ message: 'Too many attempts. Try again in 2 minutes.' });
    expect(Number(later.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(Number(later.headers.get('retry-after'))).toBeLessThanOrEqual(100);
    await home.database.pool.query('UPDATE identity.two_factor SET locked_until = now()');
    expect((await send()).status).toBe(200);
  });

  it('takes each code once, be it for turning it on or for two sign-ins at once', async () => {
    const { totpURI } = await enable();
    const browsers = await Promise.all([1, 2, 3].map(() => home.signIn(grace.credentials)));
    const use = (code: string) =>
      Promise.all(
        browsers.map(async ({ cookie }) => {
          const answer = await home.post('/two-factor/verify-totp', { code }, { cookie });
          return answer.status;
        }),
      );
    const code = nextCodeOf(totpURI);
    const answers = await use(code);
    expect(answers.toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
    expect(await use(code)).toEqual([401, 401, 401]);
    expect(records.filter(({ action }) => action === 'user.signed_in')).toHaveLength(2); // one of them in `enable`
  });

  it('looks at a code again that was wrong', async () => {
    const { totpURI } = await enable();
    const { cookie } = await home.signIn(grace.credentials);
    const send = (code: string) => home.post('/two-factor/verify-totp', { code }, { cookie });
    const early = codeOf(totpURI, Date.now() + 120_000);
    const answers = [await send(early), await send(early)];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { code: 'INVALID_CODE', message: 'Invalid code' },
      { code: 'INVALID_CODE', message: 'Invalid code' },
    ]);
  });

  it('is turned off with the password', async () => {
    const { cookie } = await enable();
    expect((await home.post('/two-factor/disable', { password: 'not mine' }, { cookie })).status).toBe(400);
    expect((await home.post('/two-factor/disable', { password: PASSWORD }, { cookie })).status).toBe(200);
    expect(await isSignedIn((await home.signIn(grace.credentials)).cookie)).toBe(true);
    expect(records.map(({ action }) => action)).toContain('user.two_factor_disabled');
  });

  it('is reset by the operator for who lost it: its sessions end, and the password alone lets in', async () => {
    const { cookie } = await enable();
    expect(await isSignedIn(cookie)).toBe(true);
    records = [];
    const email = grace.credentials.email;
    expect(await resetTwoFactor(home.database, ` ${email.toUpperCase()}`)).toEqual({ sessions: 1 });
    expect(await isSignedIn(cookie)).toBe(false);
    expect(await isSignedIn((await home.signIn(grace.credentials)).cookie)).toBe(true);
    expect(records[0]).toMatchObject({
      accountId: home.account.id,
      actor: { type: 'system', id: 'operator' },
      action: 'user.two_factor_reset',
      subject: { type: 'user', id: grace.id, name: email },
      after: { sessions_ended: 1 },
    });
    await expect(resetTwoFactor(home.database, email)).rejects.toThrow('has no second factor');
    await expect(resetTwoFactor(home.database, 'nobody@example.com')).rejects.toThrow('There is nobody');
  });

  it('is reset also half-way, and can be turned on anew with another secret', async () => {
    const { cookie } = await home.signIn(grace.credentials);
    await home.post('/two-factor/enable', { password: PASSWORD }, { cookie });
    await resetTwoFactor(home.database, grace.credentials.email);
    const { totpURI } = await enable();
    await resetTwoFactor(home.database, grace.credentials.email);
    expect((await enable()).totpURI).not.toBe(totpURI);
  });

  it('is in the database only encrypted', async () => {
    const { totpURI, backupCodes } = await enable();
    const { rows } = await home.database.pool.query(`SELECT t::text AS row FROM identity.two_factor t`);
    const stored = rows.map(({ row }) => row).join();
    expect(stored).not.toContain(backupCodes[0]);
    const secret = new URL(totpURI).searchParams.get('secret') ?? '';
    expect(stored.toUpperCase()).not.toContain(secret.toUpperCase());
  });
});

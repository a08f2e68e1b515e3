import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser.ts';
import { codeOf } from '../support/authenticator.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';
import { Complaints } from './complaints.ts';

const PASSWORD = 'nine lemons at a harbour';
const GRACE = 'grace@example.com';

let mails: MailServer;
let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: Complaints;
/** As in the links that are mailed. */
let origin: string;

beforeAll(async () => {
  mails = await startMailServer();
  [server, browser] = await Promise.all([
    startServer({ settings: { SMTP_URL: mails.url } }),
    launchChromium(),
  ]);
  origin = `http://localhost:${server.port}`;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await mails?.close();
});

beforeEach(async () => {
  context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  complaints = new Complaints();
  await complaints.watch(page);
  complaints.refuses(401, 'session.me'); // to whoever is not signed in yet
});

afterEach(async () => {
  await context.close();
  expect(complaints.all).toEqual([]);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name });
const onOverview = () => page.waitForURL('**/dashboard/settings/webhooks');

async function signIn(email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await button('Sign in').click();
}

/** Asks as whoever is signed in on the page. */
async function post<Answer>(path: string, data: object): Promise<Answer> {
  const response = await context.request.post(path, { data, headers: { origin } });
  expect([path, response.status()]).toEqual([path, 200]);
  return response.json() as Promise<Answer>; // what the test says it is
}

async function invite(email: string, role: string): Promise<string> {
  await signIn(ADMIN.email, ADMIN.password);
  await onOverview();
  const { result } = await post<{ result: { data: { link: string | null } } }>('/trpc/team.invite', {
    email,
    role,
  });
  expect(result.data.link).toBeNull();
  await page.goto('about:blank'); // so that nothing is asked for without a session
  await context.clearCookies();
  return mails.linkTo(email, /invites you/);
}

describe('somebody new', () => {
  test('joins by the link in an e-mail, and is told what is wrong with a password', async () => {
    const link = await invite(GRACE, 'developer');
    await page.goto(link);
    await heading('Join Default account').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Grace Hopper');
    await page.getByRole('textbox', { name: 'Password' }).fill('password1234');
    await button('Join').click();
    await page.getByText('This password is among the first that are guessed.').waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await button('Join').click();
    await onOverview();
    await page.getByText('Grace Hopper').first().waitFor();
    expect(complaints.take()).toEqual([]);
    complaints.refuses(404, 'invitation/show');
    await page.goto('about:blank');
    await page.goto(link);
    await heading('This link opens nothing').waitFor();
    await expectAccessible(page);
  });

  test('sets a new password when the old one is forgotten', async () => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await heading('Forgot your password?').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'E-mail' }).fill('grace');
    await button('Send the link').click();
    await page.getByText('Enter the e-mail address that you sign in with.').waitFor();
    await page.getByRole('textbox', { name: 'E-mail' }).fill(GRACE);
    await button('Send the link').click();
    await heading('Look into your mail').waitFor();
    await page.goto(await mails.linkTo(GRACE, /Set a new password/));
    await heading('Set a new password').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'New password' }).fill(`another ${PASSWORD}`);
    await button('Set the password').click();
    await heading('Your password is set').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill(GRACE);
    await page.getByRole('textbox', { name: 'Password' }).fill(`another ${PASSWORD}`);
    await button('Sign in').click();
    await onOverview();
    await expect.poll(() => mails.subjectsTo(GRACE).at(-1), { timeout: 10_000 }).toMatch(/was changed/);
  });
});

describe('somebody with a second factor', () => {
  let otpauth: string;
  let backupCodes: string[];

  test('is asked for a code, and comes in with it', async () => {
    await signIn(ADMIN.email, ADMIN.password);
    await onOverview();
    await page.goto('about:blank'); // nothing is asked for while the session becomes another one, and then none
    const made = await post<{ totpURI: string; backupCodes: string[] }>('/api/auth/two-factor/enable', {
      password: ADMIN.password,
    });
    otpauth = made.totpURI;
    backupCodes = made.backupCodes;
    await post('/api/auth/two-factor/verify-totp', { code: codeOf(otpauth) });
    await context.clearCookies();
    await signIn(ADMIN.email, ADMIN.password);
    await heading('Enter your code').waitFor();
    await expectAccessible(page);
    complaints.refuses(401, 'verify-totp');
    await page.getByRole('textbox', { name: 'Code' }).fill('000000');
    await button('Continue').click();
    await page.getByText('This code is not right.').waitFor();
    await page.locator('input[name="code"][aria-invalid="true"]:focus').waitFor();
    // The next one, which is right already: each works once.
    await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(otpauth, Date.now() + 30_000));
    await button('Continue').click();
    await onOverview();
  });

  test('comes in with a backup code too', async () => {
    await signIn(ADMIN.email, ADMIN.password);
    await heading('Enter your code').waitFor();
    // As after its ten minutes.
    await context.clearCookies();
    complaints.refuses(401, 'verify-totp');
    await page.getByRole('textbox', { name: 'Code' }).fill('123456');
    await button('Continue').click();
    await page.getByRole('alert').getByText('This sign-in has expired').waitFor();
    await heading('Sign in').waitFor();
    await expectAccessible(page);
    await signIn(ADMIN.email, ADMIN.password);
    await button('Use a backup code').click();
    await heading('Enter a backup code').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Backup code' }).fill(backupCodes[0]!);
    await button('Continue').click();
    await onOverview();
    // It gives the session another key: what the page asks for in that moment would be refused.
    await page.goto('about:blank');
    await post('/api/auth/two-factor/disable', { password: ADMIN.password });
  });
});

test('who has a password already accepts an invitation by signing in', async () => {
  const created = await server.newAccount('Globex');
  const invited = await fetch(`${server.url}/trpc/team.invite`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer tdg_sk_end-to-end-0123456789',
      'tidings-account': created.accountId,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ email: GRACE, role: 'admin' }),
  });
  expect(invited.status).toBe(200);
  await page.goto(await mails.linkTo(GRACE, /Globex/));
  await heading('Join Globex').waitFor();
  complaints.refuses(401, 'invitation/accept');
  await button('Accept the invitation').click();
  await page.getByText(`Sign in as ${GRACE} to accept.`).waitFor();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Password' }).fill(`another ${PASSWORD}`);
  await button('Sign in').click();
  await onOverview();
  await page.getByText('Globex').first().waitFor();
});

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { codeOf } from '../support/authenticator.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { staysOpen } from './held-dialog.ts';
import { PASSWORD, settingsJourney } from './settings-journey.ts';

const journey = settingsJourney();
let page: Page;
beforeEach(() => {
  ({ page } = journey);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const textbox = (name: string) => page.getByRole('textbox', { name, exact: true });
const dialog = () => page.getByRole('dialog');
/** A busy machine takes its time. */
const PATIENCE = { timeout: 15_000 };
const onOverview = (of: Page) => of.waitForURL('**/dashboard/settings/webhooks');

/** What open pages read by themselves: refused while their session ends, or gets another key. */
const READ_AGAIN = [
  'webhooks.rows',
  'webhooks.activity',
  'metrics.overview',
  'notifications.unread',
  'notifications.banner',
  'live.news',
];

test('a password is changed with the old one, and ends all other sessions', async () => {
  journey.complaints.refuses(400, 'change-password');
  journey.complaints.refuses(401, ...READ_AGAIN);
  const other = await journey.newPage();
  await journey.signIn(other, journey.person);
  await onOverview(other);
  await journey.open('account');
  await expectAccessible(page);
  await textbox('Current password').fill('not the password');
  await textbox('New password').fill('password1234');
  await button('Change password').click();
  await page.getByText('This password is among the first that are guessed.').waitFor();
  await textbox('New password').fill(`another ${PASSWORD}`);
  await button('Change password').click();
  await page.getByText('This is not your password.').waitFor();
  await page.locator('input[name="current-password"]:focus').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Events' }).click();
  await page.getByText('Your password was not changed yet.').waitFor();
  await button('Stay').click();
  await textbox('Current password').fill(PASSWORD);
  await button('Change password').click();
  await page.getByText('Your password is changed').waitFor();
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  await journey.signIn(other, { ...journey.person, password: `another ${PASSWORD}` });
  await onOverview(other);
});

test('a name is changed, and seen by others from then on', async () => {
  await journey.open('account');
  expect(await button('Save name').count()).toBe(0);
  await textbox('Name').fill('   ');
  await button('Save name').click();
  await page.getByText('Enter your name.').waitFor();
  await textbox('Name').fill(' Rear Admiral Hopper ');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Events' }).click();
  await page.getByText('Your name was not changed yet.').waitFor();
  await button('Stay').click();
  await button('Save name').click();
  await page.getByText('Your name is changed').waitFor();
  await page.getByRole('button', { name: /^Rear Admiral Hopper/ }).waitFor();
  expect(await textbox('Name').inputValue()).toBe('Rear Admiral Hopper');
  expect(await button('Save name').count()).toBe(0);
  await journey.open('team');
  await page.getByRole('table').getByText('Rear Admiral Hopper').first().waitFor();
  await journey.open('audit');
  await page.getByText('user.renamed').filter({ visible: true }).first().waitFor();
});

test('the second factor is turned on, asked for, renewed and turned off', async () => {
  journey.complaints.refuses(400, 'two-factor/enable');
  journey.complaints.refuses(401, ...READ_AGAIN);
  await journey.open('team');
  await page.getByRole('link', { name: 'Your account' }).click();
  await button('Turn on').click();
  await expectAccessible(page);
  await textbox('Your password').fill('not the password');
  await button('Continue').click();
  await page.getByText('This is not your password.').waitFor();
  await textbox('Your password').fill(PASSWORD);
  await button('Continue').click();
  await page.getByRole('img', { name: 'QR code with the secret of your second factor' }).waitFor();
  await expectAccessible(page);
  const link = dialog().getByRole('link', { name: 'Open it in an app on this device' });
  const otpauth = (await link.getAttribute('href')) ?? '';
  const secret = new URL(otpauth).searchParams.get('secret') ?? '';
  expect(await dialog().locator('code').innerText()).toBe(secret.match(/.{1,4}/g)?.join(' '));
  await textbox('Code').fill('12345');
  await dialog().getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Enter the six digits.').waitFor();
  await textbox('Code').fill(codeOf(otpauth));
  const goesBack = async () => {
    await page.evaluate(() => window.history.back());
    await page.getByRole('heading', { name: 'Leave without the codes?' }).waitFor();
    await button('Stay').click();
    await page.getByRole('heading', { name: 'Leave without the codes?' }).waitFor({ state: 'detached' });
  };
  await staysOpen(page, 'two-factor/verify-totp', async () => {
    await dialog().getByRole('button', { name: 'Turn on' }).click();
    await goesBack();
  });
  await page.getByRole('heading', { name: 'Save your backup codes' }).waitFor();
  await expectAccessible(page);
  const codes = await dialog().getByRole('listitem').allInnerTexts();
  expect(codes).toHaveLength(10);
  const [download] = await Promise.all([page.waitForEvent('download'), button('Download').click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain(codes.join('\n'));
  await button('I have saved them').click();
  await page.getByText('Every sign-in asks for a code').waitFor();

  const other = await journey.newPage();
  await journey.signIn(other, journey.person);
  await other.getByRole('button', { name: 'Use a backup code' }).click();
  await other.getByRole('textbox', { name: 'Backup code' }).fill(codes[0] ?? '');
  await other.getByRole('button', { name: 'Continue' }).click();
  await onOverview(other);

  await button('New backup codes').click();
  await textbox('Your password').fill(PASSWORD);
  await staysOpen(page, 'two-factor/generate-backup-codes', async () => {
    await button('Make new codes').click();
    await goesBack();
  });
  await page.getByRole('heading', { name: 'Save your backup codes' }).waitFor();
  await goesBack();
  const renewed = await dialog().getByRole('listitem').allInnerTexts();
  expect(renewed.filter((code) => codes.includes(code))).toEqual([]);
  await button('I have saved them').click();
  await button('Turn off').click();
  await textbox('Your password').fill(PASSWORD);
  await dialog().getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('The second factor is off').waitFor();
  await button('Turn on').waitFor();
});

test('sessions are seen and ended, one or all others', async () => {
  const others = [await journey.newPage(), await journey.newPage(), await journey.newPage()];
  for (const other of others) {
    await journey.signIn(other, journey.person);
    await onOverview(other);
  }
  journey.complaints.refuses(401, ...READ_AGAIN);
  await journey.open('account');
  const sessions = page.getByRole('region', { name: 'Sessions' }).getByRole('listitem');
  expect(await sessions.count()).toBe(4);
  await sessions.first().getByText('This one').waitFor();
  await sessions
    .last()
    .getByRole('button', { name: /^End the session/ })
    .click();
  await expect.poll(() => sessions.count(), PATIENCE).toBe(3);
  await button('End all others').click();
  await expectAccessible(page);
  await button('End them').click();
  await expect.poll(() => sessions.count(), PATIENCE).toBe(1);
  for (const other of others) {
    await other.getByRole('heading', { name: 'Sign in again' }).waitFor();
  }
});

test('who belongs to several accounts goes from one to another', async () => {
  const home = journey.accountId;
  journey.accountId = (await journey.server.newAccount('Globex')).accountId;
  await journey.join(page, { email: journey.person.email, role: 'viewer' });
  await page.goto('/');
  await page.getByRole('button', { name: /Grace Hopper/ }).click();
  await page.getByRole('menuitem', { name: 'Acme Mail' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Acme Mail' }).click();
  await page.getByRole('link', { name: 'Team' }).waitFor();
  await page.getByRole('button', { name: /Grace Hopper/ }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await button('Switch to Globex').click();
  await page.waitForURL('**/dashboard/events');
  await page
    .getByRole('button', { name: /Grace Hopper/ })
    .getByText('Globex')
    .waitFor();
  expect(await page.getByRole('link', { name: 'Team' }).count()).toBe(0);

  // Shut out of the one, they are told so, and have the other.
  journey.complaints.refuses(409, ...READ_AGAIN, 'session.me', 'events.list');
  expect((await journey.server.api.delete(`/accounts/${journey.accountId}`)).status).toBe(204);
  await dialog().getByRole('heading', { name: 'You no longer have access to Globex' }).waitFor(PATIENCE);
  await dialog().getByRole('button', { name: 'Sign out' }).waitFor();
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Go to Acme Mail' }).click();
  await page.getByRole('link', { name: 'Team' }).waitFor();
  journey.accountId = home;
});

import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { PASSWORD, settingsJourney } from './settings-journey.ts';

const journey = settingsJourney();
let page: Page;
beforeEach(() => {
  ({ page } = journey);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const row = (name: string) => page.getByRole('row').filter({ hasText: name });

async function invite(email: string, role: string): Promise<void> {
  await button('Invite').click();
  await dialog().getByRole('textbox', { name: 'E-mail' }).fill(email);
  await dialog().getByRole('radio', { name: role }).check();
  await dialog().getByRole('button', { name: 'Invite' }).click();
}

async function chooseRole(of: string, role: string): Promise<void> {
  await page.getByRole('combobox', { name: `Role of ${of}` }).click();
  await page.getByRole('option', { name: role }).click();
}

test('somebody is invited by a link, comes in, gets another role, and is removed', async () => {
  await journey.open('team');
  await page.getByRole('heading', { name: 'You are the only member' }).waitFor();
  await expectAccessible(page);
  await invite('nobody', 'Viewer');
  await page.getByText('Enter an e-mail address such as ada@example.com.').waitFor();
  await expectAccessible(page);
  const email = `jon${Date.now()}@example.com`;
  await dialog().getByRole('textbox', { name: 'E-mail' }).fill(email);
  await dialog().getByRole('button', { name: 'Invite' }).click();
  await dialog().getByText('This installation sends no e-mail').waitFor();
  await expectAccessible(page);
  await button('Copy the link').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await button('Done').click();
  await row(email).getByText('Pending').waitFor();
  await invite(email, 'Viewer');
  await dialog().getByText('This person was invited already.').waitFor();
  await dialog().getByRole('button', { name: 'Cancel' }).click();

  const other = await journey.newPage();
  await other.goto(link);
  await other.getByRole('textbox', { name: 'Your name' }).fill('Jon Bell');
  await other.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Join' }).click();
  await other.waitForURL('**/dashboard/settings/webhooks');

  await journey.open('team');
  await row('Jon Bell').getByText(email).waitFor();
  await page.getByText('Nobody is invited at present.').waitFor();
  await chooseRole('Jon Bell', 'Developer');
  await page.getByRole('heading', { name: 'Make Jon Bell a developer?' }).waitFor();
  await expectAccessible(page);
  await button('Change role').click();
  await page.getByText('Jon Bell is a developer now').waitFor();
  await expect
    .poll(() => page.getByRole('combobox', { name: 'Role of Jon Bell' }).inputValue(), { timeout: 15_000 })
    .toBe('Developer');

  await button('Remove Jon Bell').click();
  await expectAccessible(page);
  await button('Remove').click();
  await page.getByText('Jon Bell was removed').waitFor();
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('the only admin stays one', async () => {
  await journey.open('team');
  await chooseRole('Grace Hopper', 'Viewer');
  await page.getByText('You cannot take this back yourself.').waitFor();
  await button('Change role').click();
  await dialog().getByText('Make somebody else an admin first.').waitFor();
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await button('Leave the account').click();
  await button('Leave').click();
  await dialog().getByText('Make somebody else an admin first.').waitFor();
  await expectAccessible(page);
  await dialog().getByRole('button', { name: 'Cancel' }).click();

  const other = await journey.newPage();
  await journey.join(other, { email: `jon${Date.now()}@example.com`, role: 'admin', name: 'Jon Bell' });
  await journey.open('team');
  await chooseRole('Grace Hopper', 'Viewer');
  await button('Change role').click();
  // The page follows the role at once.
  await page.getByText('You are a viewer in Acme Mail.').waitFor();
});

test('an invitation is sent again with a new link, and revoked', async () => {
  await journey.open('team');
  const email = `jon${Date.now()}@example.com`;
  await invite(email, 'Admin');
  await dialog().getByText('This installation sends no e-mail').waitFor();
  const first = await dialog().locator('code').innerText();
  await button('Done').click();
  await button(`Actions for ${email}`).click();
  await page.getByRole('menuitem', { name: 'Send again' }).click();
  await page.getByRole('heading', { name: `A new link for ${email}` }).waitFor();
  const second = await dialog().locator('code').innerText();
  expect(second).not.toBe(first);
  await button('Done').click();
  await button(`Actions for ${email}`).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await expectAccessible(page);
  await button('Revoke').click();
  await page.getByRole('heading', { name: 'You are the only member' }).waitFor();
  const other = await journey.newPage();
  await other.goto(second);
  await other.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
});

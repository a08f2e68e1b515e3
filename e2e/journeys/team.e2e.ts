import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { createWebhook, publish } from '../support/samples.ts';
import { PASSWORD, settingsJourney } from './settings-journey.ts';

const journey = settingsJourney();
let page: Page;
beforeEach(() => {
  ({ page } = journey);
});

const ROUTES = new URL('../../apps/console/src/routes/_console/', import.meta.url);
/** Of the pages below the webhooks those that need no webhook of the account. */
const FOR_ALL = ['dashboard.settings.webhooks.events.tsx', 'dashboard.settings.webhooks.verify.tsx'];

/** Every page about webhooks, as the files of the routes name them: also those that are added later. */
function webhookPages(id: string): string[] {
  const files = readdirSync(ROUTES).filter((file) => file.startsWith('dashboard.settings.webhooks.'));
  const own = files.filter((file) => !FOR_ALL.includes(file));
  const paths = own.map((file) => `/${file.replace(/(\.index)?\.tsx$/, '').replaceAll('.', '/')}`);
  return [...new Set(paths.map((path) => path.replace('$id', id))), '/play'];
}

/** The stream of news ends with the membership; where it broke meanwhile, the next look says so. */
const PATIENCE = { timeout: 20_000 };
/** What is asked for as somebody is shut out: who they are, and what the stream of news would tell of, where it breaks before. */
const READ_AGAIN = [
  'session.me',
  'live.news',
  'notifications.banner',
  'notifications.unread',
  'webhooks.rows',
  'webhooks.activity',
  'metrics.overview',
];

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
  journey.complaints.refuses(409, 'team.invite');
  journey.complaints.refuses(403, ...READ_AGAIN); // of who is removed
  await journey.open('keys');
  await page.getByRole('link', { name: 'Team' }).click();
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
  await page.goBack();
  await page
    .getByRole('dialog', { name: 'Leave without the link?' })
    .getByRole('button', { name: 'Stay' })
    .click();
  await button('Copy the link').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await button('Done').click();
  await row(email).getByText('Pending').waitFor();
  await invite(email, 'Viewer');
  await dialog().getByText('This person was invited already.').waitFor();
  await dialog().locator('input[type="email"][aria-invalid="true"]:focus').waitFor();
  await dialog().getByRole('button', { name: 'Cancel' }).click();

  const other = await journey.newPage();
  await other.goto(link);
  await other.getByRole('textbox', { name: 'Your name' }).fill('Jon Bell');
  await other.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Join' }).click();
  await other.waitForURL('**/dashboard/events');
  await other.goto('/dashboard/settings/webhooks');
  await other.getByRole('heading', { name: 'Webhooks: only for developers and admins' }).waitFor();

  await journey.open('team');
  await row('Jon Bell').getByText(email).waitFor();
  await page.getByText('Nobody is invited at present.').waitFor();
  await chooseRole('Jon Bell', 'Developer');
  await page.getByRole('heading', { name: 'Make Jon Bell a developer?' }).waitFor();
  await expectAccessible(page);
  await button('Change role').click();
  await page.getByText('Jon Bell is a developer now').waitFor();
  // Where they are the page follows the role, without a reload.
  await other.getByRole('heading', { name: /first event delivered in a minute/ }).waitFor();
  await expect
    .poll(() => page.getByRole('combobox', { name: 'Role of Jon Bell' }).inputValue(), { timeout: 15_000 })
    .toBe('Developer');

  await other.getByRole('link', { name: 'Use my own URL' }).click();
  await other.getByRole('textbox', { name: 'Name' }).fill('Nowhere to be saved to');

  await button('Remove Jon Bell').click();
  await page.getByRole('heading', { name: 'Remove Jon Bell?' }).waitFor();
  await expectAccessible(page);
  await button('Remove').click();
  await page.getByText('Jon Bell was removed').waitFor();
  // They are told why before they ask for anything else, and not that a session ended.
  await other.getByRole('heading', { name: 'You no longer have access to Acme Mail' }).waitFor(PATIENCE);
  await expectAccessible(other);
  await other.reload();
  await other.getByRole('heading', { name: 'You belong to no account' }).waitFor();
  await other.getByRole('button', { name: 'Sign out' }).click();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('the only admin stays one', async () => {
  journey.complaints.refuses(409, 'team.changeRole', 'team.remove');
  journey.complaints.refuses(403, 'team.members', 'team.invitations'); // once, as the role is taken away
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

test('a viewer begins at the events, and is told whom webhooks are for', async () => {
  const account = journey.server.api.forAccount(journey.accountId);
  const webhook = await createWebhook(account, { url: 'http://127.0.0.1:65535/', name: 'CRM of Acme' });
  await publish(account);
  const viewer = await journey.newPage();
  const refused: string[] = [];
  viewer.on('response', (answer) => {
    if (answer.status() === 403) refused.push(answer.url());
  });
  await journey.join(viewer, { email: `jon${Date.now()}@example.com`, role: 'viewer', name: 'Jon Bell' });
  await viewer.goto('/');
  await viewer.waitForURL('**/dashboard/events');
  await viewer.getByRole('button', { name: /^View tag\.created/ }).click();
  await viewer.getByText('is hidden. Your role, viewer, sees events without their data.').waitFor();
  expect(await viewer.getByLabel('Envelope').innerText()).not.toContain('"data"');
  expect(await viewer.getByRole('button', { name: 'Copy the event', exact: true }).count()).toBe(0);
  const became = viewer.getByRole('region', { name: 'What became of it' });
  await became.getByRole('listitem').first().waitFor();
  await expectAccessible(viewer);
  expect(await viewer.getByText('CRM of Acme').count()).toBe(0);
  expect(await viewer.getByRole('button', { name: /replay/i }).count()).toBe(0);
  const links = await viewer.locator('aside, main').getByRole('link').allInnerTexts();
  expect(links).toEqual(['Events', 'Event reference', 'Your account', 'Documentation', 'Verify a signature']);
  await viewer.getByRole('searchbox').fill('vip');
  await viewer.getByText('Your role, viewer, finds events by their whole id').waitFor();
  const pages = webhookPages(webhook.id);
  expect(pages).toContain(`/dashboard/settings/webhooks/${webhook.id}/test`);
  for (const path of pages) {
    await viewer.goto(path);
    await viewer.getByRole('heading', { name: /: only for developers and admins$/ }).waitFor();
  }
  await expectAccessible(viewer);
  await viewer.getByRole('link', { name: 'Go to the events' }).click();
  await viewer.getByRole('button', { name: /^View tag\.created/ }).waitFor();
  expect(refused).toEqual([]);
});

test('somebody whose account was deleted is told so, and signs out', async () => {
  journey.complaints.refuses(403, ...READ_AGAIN, 'events.list', 'eventTypes.list', 'replays.list');
  await journey.open('team');
  let clicked: Promise<void> | undefined;
  // Deleted only when the next page asks for its rows: the stream may tell of it first, and then there is no link to click.
  await page.route(
    /events\.list/,
    async (route) => {
      await clicked;
      expect((await journey.server.api.delete(`/accounts/${journey.accountId}`)).status).toBe(204);
      await route.continue();
    },
    { times: 1 },
  );
  clicked = page.getByRole('link', { name: 'Events', exact: true }).click();
  await clicked;
  await page.getByRole('heading', { name: 'You no longer have access to Acme Mail' }).waitFor();
  await expectAccessible(page);
  await journey.signIn(page, journey.person);
  await page.getByRole('heading', { name: 'You belong to no account' }).waitFor();
  await button('Sign out').click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto('/no-account');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('an invitation is sent again with a new link, and revoked', async () => {
  journey.complaints.refuses(404, 'invitation/show');
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

import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { answering, PROBLEM } from '../support/answering.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { expectFits } from '../support/expect-fits.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import { createWebhook, publish } from '../support/samples.ts';
import type { Webhook } from '../support/shapes.ts';
import { until } from '../support/until.ts';
import { settingsJourney } from './settings-journey.ts';

const journey = settingsJourney();
let page: Page;
let receiver: Receiver;
let api: Api;
beforeEach(async () => {
  ({ page } = journey);
  receiver = await startReceiver();
  api = journey.server.api.forAccount(journey.accountId);
});
afterEach(() => receiver.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const list = () => page.getByRole('list', { name: 'Notifications', exact: true });

const banner = () => page.getByRole('note');

/** A webhook that answers as told, until the system has seen it so. */
async function hook(name: string, given: { code: number; events: number; until: Partial<Webhook> }) {
  receiver.behaviour = status(given.code);
  const { id } = await createWebhook(api, { url: receiver.url, name });
  for (let count = 0; count < given.events; count += 1) await publish(api);
  await until(
    async () => (await api.get<Webhook>(`/webhooks/${id}`)).body,
    (webhook) => Object.entries(given.until).every(([key, value]) => webhook[key as keyof Webhook] === value),
    { what: `the webhook is ${JSON.stringify(given.until)}` },
  );
  return id;
}

const gone = (name: string) => hook(name, { code: 410, events: 1, until: { status: 'disabled' } });

test('the bell tells of a webhook that was disabled, and leads to its page and its banner', async () => {
  await journey.open('notifications');
  await page.getByRole('heading', { name: 'Nothing has happened' }).waitFor();
  await page.getByText('E-mail is off').waitFor();
  await expectAccessible(page);
  const id = await gone('Billing ledger');
  await journey.open('webhooks');
  await button('Notifications, 1 unread').click();
  await page.getByRole('list', { name: 'Latest notifications' }).getByText('410 Gone').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Billing ledger' }).last().click();
  await page.waitForURL(`**/dashboard/settings/webhooks/${id}`);
  await banner().getByText('Webhook paused because the endpoint answered 410 Gone.').waitFor();
  await banner().getByText('Last attempt: HTTP 410.').waitFor();
  await page.getByRole('link', { name: 'Replay what was missed' }).waitFor();
  await button(/^Notifications$/).waitFor();
  await expectAccessible(page);
});

test('a webhook that fails says so on its page as it begins to, and how many times in a row', async () => {
  receiver.behaviour = status(500);
  const { id } = await createWebhook(api, { url: receiver.url, name: 'Ledger', retry: { enabled: false } });
  const told = page.waitForResponse((response) => response.url().includes('/trpc/live.news'));
  await page.goto(`/dashboard/settings/webhooks/${id}`);
  await told;
  const badge = () => page.getByRole('main').getByText('Failing', { exact: true }).first();
  await page.getByRole('main').getByText('Active', { exact: true }).first().waitFor();
  for (let count = 0; count < 6; count += 1) await publish(api);
  // Who has to ask for it asks twice a minute: it is told, of badge, banner and bell in the same moment.
  await badge().waitFor();
  const within = { timeout: 5_000 };
  await banner().getByText('Webhook is failing.').waitFor(within);
  await button(/^Notifications, [12] unread$/).waitFor(within);
  await banner()
    .getByText(/^100% of 6 attempts failed in the last 24 hours; the latest 6 all failed\. At 100 in a row/)
    .waitFor();
  await page.getByRole('link', { name: 'See what failed' }).click();
  await page.waitForURL(`**/webhooks/${id}/deliveries?**`);
  await banner().getByText('Webhook is failing.').waitFor();
  await expectAccessible(page);
  // It goes on failing by its attempts of a day when nothing of them is left to be seen to.
  await button('Clear failed log').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear failed log' }).click();
  await page.getByRole('heading', { name: 'Nothing that failed is left' }).waitFor();
  await page.getByText('Nothing to retry or clear.').waitFor();
  await expectAccessible(page);
  await banner().getByRole('link', { name: 'See all deliveries' }).click();
  await page.getByText('Cleared', { exact: true }).nth(5).waitFor();
  receiver.behaviour = status(204);
  await publish(api);
  await banner().waitFor({ state: 'detached' });
});

test('the list is read one by one and all at once, and what is read stays so', async () => {
  for (const name of ['One', 'Two', 'Three']) await gone(name);
  await journey.open('notifications');
  await expect.poll(() => list().getByRole('listitem').count()).toBe(3);
  await expectAccessible(page);
  // By keyboard: the button that was pressed goes, and the next one has the focus.
  await button('Mark as read: Two').press('Enter');
  await button('Mark as read: Two').waitFor({ state: 'detached' });
  await page.getByRole('status').getByText('Marked as read.').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(await focused()).toBe('Mark as read: One');
  await page.getByText('Unread', { exact: true }).click();
  await page.waitForURL('**?unread=true');
  await expect.poll(() => list().getByRole('listitem').count(), { timeout: 15_000 }).toBe(2);
  // All of one webhook, and nothing of the other.
  await button('Webhook').click();
  await page.getByRole('group', { name: 'Webhook' }).getByRole('button', { name: 'Three' }).click();
  await expect.poll(() => list().getByRole('listitem').count(), { timeout: 15_000 }).toBe(1);
  await expectAccessible(page);
  await button('Mark all of it as read').press('Enter');
  await page.getByRole('heading', { name: 'You have read everything of this webhook' }).waitFor();
  await button('Clear webhook filter').click();
  await expect.poll(() => list().getByRole('listitem').count(), { timeout: 15_000 }).toBe(1);
  await button('Mark all as read').press('Enter');
  await page.getByRole('heading', { name: 'You have read everything' }).waitFor();
  await page.getByRole('status').getByText('All are marked as read.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-notices'))).toBe(true);
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('heading', { name: 'You have read everything' }).waitFor();
  await button('Show all').click();
  await expect.poll(() => list().getByRole('listitem').count()).toBe(3);
});

test('everybody chooses what is mailed to them, and admins what holds by default', async () => {
  await journey.open('notifications');
  const chosen = (kind: string) => page.getByRole('combobox', { name: `${kind}: mailed to you` });
  const choose = async (kind: string, choice: string) => {
    await chosen(kind).click();
    await page.getByRole('option', { name: choice, exact: true }).click();
  };
  const own = chosen('Warnings');
  const before = await own.inputValue();
  // Two at once are saved one after the other, and of each is told what became of it.
  journey.complaints.refuses(500, 'notifications.changePreferences');
  const first = Promise.withResolvers<void>();
  let sent = 0;
  await page.route('**/trpc/notifications.changePreferences', async (route) => {
    sent += 1;
    if (sent > 1) return route.continue();
    await first.promise;
    await answering(PROBLEM)(route);
  });
  await choose('Warnings', 'Not mailed');
  await choose('Healthy again', 'Not mailed');
  await expect.poll(() => chosen('Healthy again').inputValue()).toBe('Not mailed');
  expect([await own.inputValue(), sent]).toEqual(['Not mailed', 1]);
  first.resolve();
  const told = (title: string) => page.getByRole('alert').filter({ hasText: title });
  await told('Could not').getByText('It is as it was.').waitFor();
  await told('Could not').getByRole('button', { name: 'Close' }).click();
  await page.getByText('Saved.').waitFor();
  expect([await own.inputValue(), await chosen('Healthy again').inputValue()]).toEqual([
    before,
    'Not mailed',
  ]);

  // What was saved all the same, and the answer lost, is read again.
  const changing = '**/trpc/notifications.changePreferences';
  await page.unroute(changing);
  await page.route(changing, async (route) => {
    await route.fetch();
    await route.fulfill({ status: 500, body: '{}' });
  });
  const read = page.waitForResponse('**/trpc/notifications.preferences*');
  await choose('Warnings', 'Not mailed');
  await told('No answer to the request to').waitFor();
  await read;
  await expect.poll(() => own.inputValue()).toBe('Not mailed');
  await told('No answer').getByRole('button', { name: 'Close' }).click();
  await page.unroute(changing);
  const saved = page.waitForResponse('**/trpc/notifications.changeDefaults');
  await page.getByRole('checkbox', { name: /^Failing: mailed to members of Acme Mail/ }).click();
  const failing = chosen('Failing');
  await expect.poll(() => failing.inputValue()).toBe('Default: not mailed');
  await saved;
  await journey.open('notifications');
  expect(await own.inputValue()).toBe('Not mailed');
  expect(await failing.inputValue()).toBe('Default: not mailed');

  const other = await journey.newPage();
  await journey.join(other, { email: `jon${Date.now()}@example.com`, role: 'developer', name: 'Jon Bell' });
  await journey.open('notifications', other);
  const theirs = other.getByRole('combobox', { name: 'Failing: mailed to you' });
  await expect.poll(() => theirs.inputValue()).toBe('Default: not mailed');
  expect(await other.getByRole('checkbox').count()).toBe(0);
  await expectAccessible(other);
});

test('viewers have no bell, and are told why', async () => {
  const other = await journey.newPage();
  await journey.join(other, { email: `vi${Date.now()}@example.com`, role: 'viewer', name: 'Vi' });
  await journey.open('notifications', other);
  await other.getByRole('heading', { name: 'Notifications: only for developers and admins' }).waitFor();
  expect(await other.getByRole('button', { name: /^Notifications/ }).count()).toBe(0);
  await expectAccessible(other);
});

test('a link in an e-mail opens the account that it is about', async () => {
  const id = await gone('Billing ledger');
  const first = journey.accountId;
  journey.accountId = (await journey.server.newAccount('Globex')).accountId;
  await journey.join(page, { email: journey.person.email, role: 'admin' });
  await page.goto('/dashboard/settings/webhooks');
  await page.getByText('Globex').first().waitFor();
  await page.goto(`/dashboard/settings/webhooks/${id}?account=${first}`);
  await page.getByRole('heading', { name: 'Billing ledger' }).waitFor();
  await page.waitForURL(`**/dashboard/settings/webhooks/${id}`);
  await page.getByText('Acme Mail').first().waitFor();
});

test('a link to an account that one does not belong to says so, and not whether there is such an account', async () => {
  const { accountId: foreign } = await journey.server.newAccount('Hooli');
  journey.complaints.refuses(404, 'session.switchAccount');
  const told: string[] = [];
  for (const account of [foreign, `acct_01kaf${'0'.repeat(21)}`]) {
    await page.goto(`/dashboard/settings/webhooks?account=${account}`);
    await page.getByRole('heading', { name: 'You are not a member of this account' }).waitFor();
    told.push((await page.getByRole('main').innerText()).replace(account, '…'));
  }
  expect(new Set(told).size).toBe(1);
  expect(told[0]).not.toContain('Hooli');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to Acme Mail' }).click();
  await page.getByRole('heading', { name: 'Webhooks' }).waitFor();
});

test('fits a phone, where the bell is at the top', async () => {
  await gone('Billing ledger of a customer whose name is long');
  await page.setViewportSize({ width: 390, height: 844 });
  await journey.open('notifications');
  await expectAccessible(page);
  await expectFits(page);
  await button('Notifications, 1 unread').click();
  await page.getByRole('link', { name: 'See all notifications' }).waitFor();
  const box = await page.getByRole('list', { name: 'Latest notifications' }).boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  await expectAccessible(page);
});

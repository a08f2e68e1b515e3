import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { status } from '../support/receiver.ts';
import { createWebhook } from '../support/samples.ts';
import { openEvents } from './events-journey.ts';
import { Keyboard } from './keyboard.ts';
import { deleted, logJourney, ONCE } from './log-journey.ts';

const LIST = '/dashboard/settings/webhooks';
const log = logJourney();
let page: Page;
let keys: Keyboard;
beforeEach(() => {
  ({ page } = log);
  keys = new Keyboard(page);
});

async function openList(): Promise<void> {
  await page.goto(LIST);
  await page.getByRole('link', { name: 'Ledger', exact: true }).waitFor();
}

describe('by the keyboard alone', () => {
  test('an event is replayed, to all and to one, and what happened in a range of time', async () => {
    await log.makeWebhook();
    const { event_id: id } = await log.deliver(deleted('again'));
    await openEvents(log);
    await keys.skip();
    await keys.pressOn('button', /^View tag\.deleted/);
    await keys.untilOn('button', /^Close tag\.deleted/);
    const question = page.getByRole('dialog', { name: 'Replay this event?' });
    await page.getByRole('button', { name: 'Replay to Ledger' }).waitFor();
    await keys.pressOn('button', 'Replay to Ledger');
    await keys.expectTrapped(question);
    // In an open list of options Escape closes the list.
    await keys.tabTo('button', 'Cancel');
    await keys.press('Escape');
    await keys.untilOn('button', 'Replay to Ledger');
    await keys.pressOn('button', 'Replay this event');
    await keys.untilOn('button', 'Cancel');
    await keys.pressOn('button', 'Replay');
    await keys.untilTold('1 delivery is on the way');
    await keys.untilOn('button', 'Replay this event');
    await log.receiver.received(2);
    expect(log.receiver.ofEvent(id)).toHaveLength(2);
    await keys.press('Escape');
    await keys.untilOn('button', /^View tag\.deleted/);

    await keys.pressOn('link', 'Replay events', { back: true });
    const panel = page.getByRole('dialog', { name: 'Replay events' });
    await keys.expectTrapped(panel);
    await keys.tabTo('radio', /^(Last hour|24 hours|7 days|Custom)$/);
    await keys.press('ArrowRight', 'ArrowLeft');
    await keys.tabTo('combobox', 'Webhook');
    await keys.type('Ledg');
    await page.getByRole('option', { name: 'Ledger' }).waitFor();
    await keys.press('ArrowDown', 'Enter');
    await keys.pressOn('button', 'Preview');
    await panel.getByRole('button', { name: 'Start replay' }).waitFor();
    await keys.untilOn('button', 'Count again');
    await keys.pressOn('button', 'Start replay');
    const progress = page.getByRole('dialog', { name: 'Replay', exact: true });
    await progress.getByText('Completed', { exact: true }).waitFor({ timeout: 60_000 });
    await keys.expectTrapped(progress);
    await log.receiver.received(3);
    await keys.press('Escape');
    await keys.untilOn('link', 'Replay events');
  });

  test('a delivery is looked at, attempt by attempt, filtered for, and retried', async () => {
    await log.makeWebhook({ retry: { enabled: true, max_retries: 1, delays: ['1s'] } });
    log.receiver.next(status(503, {}, 'not yet'), status(500, {}, 'still not'));
    await log.deliver();
    await log.openLog();
    await keys.skip();
    await keys.pressOn('button', 'Status');
    await keys.tabTo('checkbox', 'Failed', { most: 8 });
    await keys.press('Space', 'Escape');
    await keys.untilOn('button', 'Status: Failed');
    await log.untilRows(1);
    await keys.pressOn('button', /^View tag\.created/);
    await page.getByRole('tab', { name: /^Attempt 2 500/ }).waitFor();
    await keys.tabTo('tab', /^Attempt 2/);
    await keys.press('ArrowLeft');
    await keys.untilOn('tab', /^Attempt 1 503/);
    await page.getByRole('region', { name: 'Response', exact: true }).getByText('not yet').waitFor();
    await keys.press('Escape');
    await keys.untilOn('button', /^View tag\.created/);
    await keys.tabTo('button', 'Clear status filter', { back: true });
    await keys.press('Enter');
    await keys.untilOn('button', 'Status');
    await keys.pressOn('button', 'Retry tag.created now');
    await log.rows().first().getByText('Succeeded').waitFor();
    await keys.untilTold('tag.created: arrived');
    // The button went with the failure.
    await keys.untilOn('button', /^View tag\.created/);
  });

  test('a webhook is looked at beside the list, and edited there', async () => {
    await log.makeWebhook(ONCE);
    await openList();
    await keys.skip();
    await keys.pressOn('link', 'Ledger');
    const panel = page.getByRole('dialog', { name: /^(Edit )?Ledger$/ });
    await panel.getByText('Nothing was sent yet.').waitFor();
    await keys.press('Control+k');
    await keys.untilOn('combobox', 'Search pages, webhooks and actions');
    await keys.press('Escape'); // which is the palette's alone
    await keys.expectTrapped(panel);
    await keys.press('Escape');
    await keys.untilOn('link', 'Ledger');
    await keys.press('Enter');
    await keys.untilIn(panel);
    await keys.tabTo('button', 'Actions for Ledger');
    await keys.choose('Edit');
    await keys.untilOn('textbox', 'URL');
    await keys.press('End');
    await keys.type('/moved');
    await keys.press('Escape');
    await keys.untilOn('button', 'Stay');
    await keys.press('Escape');
    await keys.untilOn('textbox', 'URL');
    await keys.press('Enter');
    await keys.untilTold('Ledger was saved');
    await panel.getByRole('region', { name: 'Latest attempts' }).waitFor();
    await keys.expectTrapped(panel);
    await keys.press('Escape');
    await keys.untilOn('link', 'Ledger');
    await page.getByText(`${log.receiver.url}/moved`).first().waitFor();
  });
});

describe('the command palette', () => {
  const palette = () => page.getByRole('dialog', { name: 'Command palette' });
  const chosen = () => palette().getByRole('option', { selected: true });
  /** Opens it with the keys, types, and waits for what would be gone to. */
  const look = async (typed: string, expected: RegExp) => {
    await page.keyboard.press('Control+k');
    // What had the focus before may still be given it back by what was closed a moment ago.
    await palette().locator('input:focus').waitFor();
    await page.keyboard.type(typed);
    await chosen().filter({ hasText: expected }).waitFor();
  };

  const close = async () => {
    await page.keyboard.press('Escape');
    await palette().waitFor({ state: 'detached' });
  };

  test('leads to pages, webhooks and events, and does what there is to do, by the keyboard alone', async () => {
    await log.makeWebhook(ONCE);
    const { event_id: eventId } = await log.deliver();
    await openList();
    await page.getByRole('link', { name: 'Ledger', exact: true }).click();
    await page.getByRole('dialog', { name: 'Ledger', exact: true }).waitFor();
    // Its code has still to come: what is typed meanwhile is meant for it, and so is Escape, which leaves the panel.
    const typed = Promise.withResolvers<void>();
    const asked: string[] = [];
    await page.route(/palette/, async (route) => {
      asked.push(route.request().url());
      await typed.promise;
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    // As Windows tells of a key with AltGr.
    await page.evaluate(() => {
      const told = {
        key: 'l',
        ctrlKey: true,
        altKey: true,
        modifierAltGraph: true,
        bubbles: true,
        cancelable: true,
      };
      document.body.dispatchEvent(new KeyboardEvent('keydown', told));
    });
    await page.keyboard.type('edg');
    expect(asked.length).toBeGreaterThan(0);
    typed.resolve();
    await chosen().filter({ hasText: 'Ledger' }).waitFor();
    expect(await palette().getByRole('combobox').inputValue()).toBe('ledg');
    expect(page.url()).toContain(`webhook=${log.webhook.id}`);
    await page.unroute(/palette/);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/webhooks/${log.webhook.id}`);
    await palette().waitFor({ state: 'detached' });

    await look(new URL(log.receiver.url).host, /Ledger/);
    await close();

    // What was asked of one webhook is not asked of the one that the back button leads to.
    const other = await createWebhook(log.api, { name: 'Lake', url: 'http://127.0.0.1:65535/' });
    await look('lake', /Lake/);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/webhooks/${other.id}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    const question = page.getByRole('dialog', { name: 'Delete Lake?' });
    await question.waitFor();
    await page.goBack();
    await question.waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(0);
    await log.api.delete(`/webhooks/${other.id}`);

    await look(eventId, /^Open event/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/dashboard/events?**');
    await page
      .getByRole('row', { name: /tag\.created/ })
      .first()
      .waitFor();
    expect(log.parameters().get('event')).toBe(eventId);

    await look('webhook', /^Ledger|^Webhooks/);
    const first = await chosen().innerText();
    await page.keyboard.press('ArrowUp');
    expect(await chosen().innerText()).not.toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await chosen().innerText()).toBe(first);
    await close();

    await look('dark theme', /Use the dark theme/);
    await page.keyboard.press('Enter');
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await page.keyboard.press('Control+k');
    await palette().getByRole('combobox').fill('nothing like it');
    await palette().getByText('Nothing has this in its name.').waitFor();
    await expectAccessible(page);
    await close();

    await look('invite', /Invite to the team/);
    await page.keyboard.press('Enter');
    const invitation = page.getByRole('dialog', { name: 'Invite somebody' });
    await invitation.waitFor();
    // Also where the focus has left its field, its Escape leaves what is below alone.
    await page.keyboard.press('Control+k');
    await palette().getByText('Go to', { exact: true }).click();
    await close();
    await keys.untilIn(invitation);
    await page.keyboard.press('Escape');
    await invitation.waitFor({ state: 'detached' });
    await look('create webhook', /Create webhook/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/webhooks/create');

    // What cannot be known yet, or at all, is not said not to be there.
    const looked = Promise.withResolvers<void>();
    log.complaints.refuses(404, 'webhooks.rows');
    await page.route('**/trpc/webhooks.rows*', async (route) => {
      await looked.promise;
      await route.fulfill({ status: 404, body: '' });
    });
    await page.goto('/dashboard/settings/account');
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.keyboard.press('Control+k');
    await palette().getByRole('combobox').fill('ledg');
    await palette().getByText('Looking…').waitFor();
    looked.resolve();
    await palette().getByText('The webhooks could not be loaded.').waitFor();
  });
});

test('on a narrow and dark screen, pages and webhooks are gone to by the command palette', async () => {
  await log.makeWebhook();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await openList();
  await keys.tabTo('button', 'Search or go to');
  await keys.press('Enter');
  await keys.untilOn('combobox', 'Search pages, webhooks and actions');
  await page.getByRole('option', { name: 'Events', exact: true }).waitFor();
  await expectAccessible(page);
  await keys.press('Escape');
  await keys.untilOn('button', 'Search or go to');
  const go = async (keysOfIt: string, typed: string, found: RegExp) => {
    await keys.press(keysOfIt);
    await keys.untilOn('combobox', 'Search pages, webhooks and actions');
    await keys.type(typed);
    await page.getByRole('option', { selected: true }).filter({ hasText: found }).waitFor();
    await keys.press('Enter');
  };
  await page.reload();
  await page.getByRole('link', { name: 'Ledger', exact: true }).waitFor();
  await go('Control+k', 'event reference', /^Event reference/);
  await keys.untilOn('heading', 'Event reference');
  await go('Meta+k', 'ledg', /Ledger/);
  await page.waitForURL(`**/webhooks/${log.webhook.id}`);
  await keys.untilOn('heading', /^Ledger/);
  await keys.pressOn('button', 'Open navigation', { back: true });
  await keys.expectTrapped(page.getByRole('dialog').filter({ has: page.getByRole('navigation') }));
  await keys.pressOn('button', 'Use the light theme');
  await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
  await keys.press('Escape');
  await keys.untilOn('button', 'Open navigation');
});

import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { type Receiver, status } from '../support/receiver.ts';
import { createWebhook, publish } from '../support/samples.ts';
import type { Delivery, Page as Rows } from '../support/shapes.ts';
import { until } from '../support/until.ts';
import { logJourney, ONCE } from './log-journey.ts';

const log = logJourney();
let page: Page;
let api: Api;
let receiver: Receiver;
beforeEach(() => {
  ({ page, api, receiver } = log);
});

const row = (name: string): Locator => page.getByRole('row').filter({ hasText: name });

describe('a long log', () => {
  test('draws what is near the window, and loads on down to the oldest as one scrolls', async () => {
    await log.makeWebhook();
    const oldest = await log.deliver();
    await log.publishMany(319);
    await log.openLog();
    await log.untilRows(50);
    expect(await log.toldRows()).toBe(-1);
    await log.scrollToOldest();
    await log.untilRows(320);
    expect(await log.toldRows()).toBe(321);
    expect(await log.row(319).getByTitle(oldest.event_id).isVisible()).toBe(true);

    // What is open keeps its height and the focus, wherever one looks, and whatever arrives above it.
    await log
      .row(315)
      .getByRole('button', { name: /^View / })
      .click();
    await page.getByRole('tab').first().focus();
    await log.scrollTo('top');
    await log.row(5).waitFor();
    const detail = page.locator('tr[data-detail]');
    const { height } = (await detail.boundingBox())!;
    await publish(api);
    await page.getByRole('button', { name: '1 new delivery' }).waitFor();
    expect((await detail.boundingBox())!.height).toBe(height);
    expect(await detail.evaluate((row) => row.contains(document.activeElement))).toBe(true);
    expect(await log.rows().count()).toBeLessThan(80);
    await page.keyboard.press('Escape');
    const button = page.locator('button:focus[aria-expanded="false"]');
    await button.waitFor();
    expect((await button.boundingBox())!.y).toBeGreaterThan(0);
    // And Tab leads on from there, as if all of them stood in the page.
    await log.scrollTo('top');
    await log.row(5).waitFor();
    const rowOfFocus = () => page.locator('tr[data-row]:focus-within');
    const id = (await rowOfFocus().getAttribute('data-row'))!;
    await page.keyboard.press('Tab');
    const [left, next] = await Promise.all(
      [page.locator(`tr[data-row="${id}"]`), rowOfFocus()].map((row) => row.getAttribute('aria-rowindex')),
    );
    expect(Number(next) - Number(left)).toBe(1);
  });

  test('is scrolled to the row of a link, and stands where it was on the way back', async () => {
    await log.makeWebhook();
    await log.publishMany(60);
    const { data } = (await api.get<Rows<Delivery>>(`/webhooks/${log.webhook.id}/deliveries?limit=50`)).body;
    await log.openLog(`?delivery=${data[45]!.id}`);
    await page.getByRole('tab').first().waitFor();
    const linked = log.row(45);
    const y = (await linked.boundingBox())!.y;
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(900);
    const before = await page.evaluate(() => window.scrollY);
    expect(before).toBeGreaterThan(1_000);
    // Without the scrolling that a click does.
    await page
      .getByRole('link', { name: 'Ledger', exact: true })
      .evaluate((link: HTMLElement) => link.click());
    await page.getByRole('heading', { name: 'Ledger', level: 1 }).waitFor();
    await page.goBack();
    await linked.waitFor();
    await until(
      () => page.evaluate(() => window.scrollY),
      (scrolled) => Math.abs(scrolled - before) < 2,
      { what: 'the place of before' },
    );
  });

  test('waits for its button where older rows could not be loaded', async () => {
    log.complaints.refuses(503, 'deliveries.list');
    await log.makeWebhook();
    await log.publishMany(60);
    await log.openLog();
    await log.untilRows(50);
    const older = (url: URL) => url.href.includes('/trpc/deliveries.list') && url.href.includes('cursor');
    let asked = 0;
    await page.route(older, (route) => {
      asked += 1;
      return route.fulfill({ status: 503, body: '' });
    });
    await log.scrollTo('end');
    await page.getByText('Could not load older deliveries').waitFor();
    await log.scrollTo('top');
    await log.scrollTo('end');
    await expectAccessible(page);
    expect(asked).toBe(1);
    await page.unroute(older);
    await page.getByRole('button', { name: 'Load older' }).press('Enter');
    await log.untilRows(60);
    expect(await log.toldRows()).toBe(61);
  });

  test('does not move under somebody who has scrolled', async () => {
    await log.makeWebhook();
    await log.publishMany(60);
    await log.openLog();
    await log.untilRows(50);
    await log.scrollTo('end');
    await log.untilRows(60);
    const middle = log.row(30);
    await middle.scrollIntoViewIfNeeded();
    await page.mouse.move(5, 5);
    const before = await middle.boundingBox();
    await publish(api);
    const pill = page.getByRole('button', { name: '1 new delivery' });
    await pill.waitFor();
    expect(await middle.boundingBox()).toEqual(before);
    await pill.click();
    await log.untilRows(61);
    expect((await log.rows().first().boundingBox())!.y).toBeGreaterThanOrEqual(0);
  });

  test('keeps what is shown when more arrives at once than is read at a time', async () => {
    await log.makeWebhook();
    await log.publishMany(60);
    await log.openLog();
    await log.untilRows(50);
    await log
      .row(3)
      .getByRole('button', { name: /^View / })
      .click();
    await page.getByRole('tab').first().waitFor();
    await log.scrollTo('end');
    await log.untilRows(60);
    await log.scrollTo('top');
    await page.mouse.move(5, 5);
    const before = await log.row(3).boundingBox();
    await log.publishMany(150);
    const pill = (count: number) => page.getByRole('button', { name: `${count}+ new deliveries` });
    await pill(60).waitFor();
    // Nor may what arrives after that move them.
    for (const count of [61, 62]) {
      await log.publishMany(1);
      await pill(count).waitFor();
    }
    expect(await log.row(3).boundingBox()).toEqual(before);
    expect(await log.loaded()).toBe(60);
    await page.getByRole('button', { name: /^Close / }).click();
    await page.mouse.move(5, 5);
    await pill(62).waitFor({ state: 'detached' });
    await log.untilRows(62);
    await log.scrollTo('end');
    await log.untilRows(112);
  });

  test('shows what becomes of a row that is far down, open or not', async () => {
    await log.makeWebhook(ONCE);
    receiver.next(status(500), status(500));
    await log.deliver();
    await log.deliver();
    await log.publishMany(101);
    await log.openLog();
    await log.untilRows(50);
    await log.scrollToOldest();
    await log.untilRows(103);
    await log
      .row(101)
      .getByRole('button', { name: /^Retry / })
      .click();
    await log.row(101).getByText('Succeeded').waitFor();
    await log
      .row(102)
      .getByRole('button', { name: /^View / })
      .click();
    await page.getByRole('tab', { name: /^Attempt 1 500/ }).waitFor();
    await page.getByRole('button', { name: 'Retry now', exact: true }).last().click();
    await page.getByRole('tab', { name: /^Attempt 2 204/ }).waitFor();
    await log.row(102).getByText('Succeeded').waitFor();
    await page.getByRole('button', { name: /^Close / }).click();
    await page.mouse.move(5, 5);
    await log.row(102).getByText('Succeeded').waitFor();
  });
});

describe('an overview of many webhooks', () => {
  test('draws those near the window, as rows and as cards, and says how many there are', async () => {
    await log.makeWebhook({ events: ['purchase.*'] });
    const make = (number: number) =>
      createWebhook(api, { name: `Customer ${number}`, url: receiver.url, events: ['purchase.*'] });
    const others = await Promise.all(Array.from({ length: 149 }, (_, number) => make(number)));
    try {
      await page.goto('/dashboard/settings/webhooks');
      await row('Ledger').waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      const table = page.getByRole('table', { name: 'Webhooks' });
      expect(await table.getAttribute('aria-rowcount')).toBe('151');
      const rows = page.locator('tr[data-row]');
      expect(await rows.count()).toBeLessThan(60);
      const link = row('Ledger').getByRole('link', { name: 'Ledger', exact: true });
      const widths = () =>
        page.locator('thead th').evaluateAll((heads) => heads.map((head) => head.clientWidth));
      const before = await widths();
      await link.focus();
      expect(await row('Ledger').getAttribute('aria-rowindex')).toBe('151');
      await page.locator('tr[aria-rowindex="145"]').getByRole('slider').waitFor();
      expect(await rows.count()).toBeLessThan(60);
      expect(await widths()).toEqual(before);
      await expectAccessible(page);
      await link.press('Enter');
      const panel = page.getByRole('dialog', { name: 'Ledger' });
      await panel.getByText('No attempts in the last 7 days.').waitFor();
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
      expect(await link.evaluate((name) => name === document.activeElement)).toBe(true);

      await log.scrollTo('top');
      await page.getByRole('button', { name: 'Cards' }).click();
      const cards = page.getByRole('list', { name: 'Webhooks' }).locator('li[data-row]');
      await cards.first().waitFor();
      expect(await cards.last().getAttribute('aria-posinset')).toBe('150');
      expect(await cards.last().getAttribute('aria-setsize')).toBe('150');
      await log.scrollTo('end');
      await page.locator('li[aria-posinset="144"]').getByRole('slider').waitFor();
      expect(await cards.count()).toBeLessThan(80);
      await expectAccessible(page);

      await page.goto('/dashboard/events?replay=new');
      await page.getByRole('combobox', { name: 'Webhook' }).click();
      await page.getByRole('option', { name: '100 more: type part of the name' }).waitFor();
      expect(await page.getByRole('option').count()).toBe(51);
      await expectAccessible(page);
      await page.keyboard.type('ledg');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('combobox', { name: 'Webhook' }).inputValue()).toBe('Ledger');
    } finally {
      await Promise.all(others.map(({ id }) => api.delete(`/webhooks/${id}`)));
    }
  });
});

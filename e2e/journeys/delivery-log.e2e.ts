import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { type Receiver, status } from '../support/receiver.ts';
import { publish, untilDelivery } from '../support/samples.ts';
import type { Delivery, Page as Rows } from '../support/shapes.ts';
import { until } from '../support/until.ts';
import { deleted, logJourney, ONCE } from './log-journey.ts';

const run = promisify(execFile);

const log = logJourney();
let page: Page;
let api: Api;
let receiver: Receiver;
beforeEach(() => {
  ({ page, api, receiver } = log);
});

describe('the filters of the delivery log', () => {
  test('land in the URL, hold together, survive a reload, and are cleared at once', async () => {
    await log.makeWebhook(ONCE);
    await log.deliver();
    receiver.behaviour = status(500);
    const failed = await log.deliver(deleted('a'));
    await log.deliver();
    await log.openLog();
    await log.untilRows(3);

    await page.getByRole('button', { name: 'Status', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await log.untilRows(2);
    await page.getByRole('checkbox', { name: 'Retrying' }).check();
    await page.keyboard.press('Escape');
    expect(log.parameters().get('status')).toBe('failed,retrying');

    await page.getByRole('button', { name: 'Event type', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search event type' }).fill('tag.del');
    await page.getByRole('checkbox', { name: 'tag.deleted' }).check();
    await page.keyboard.press('Escape');
    await log.untilRows(1);
    expect(log.parameters().get('type')).toBe('tag.deleted');

    await page.getByRole('button', { name: 'Date range' }).click();
    await page.getByRole('button', { name: 'Last hour' }).click();
    expect(log.parameters().get('within')).toBe('1h');
    await page.reload();
    for (const name of ['Status: Failed, Retrying', 'Event type: tag.deleted', 'Last hour'])
      await page.getByRole('button', { name, exact: true }).waitFor();
    await log.untilRows(1);
    expect(await log.rows().first().innerText()).toContain('tag.deleted');

    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await log.untilRows(3);
    expect(new URL(page.url()).search).toBe('');

    for (const id of [failed.event_id, failed.id]) {
      await log.searchBox().fill(id);
      await log.untilRows(1);
    }
    await log.searchBox().fill('ada@example.com');
    await page.getByRole('heading', { name: 'No delivery matches' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await log.untilRows(3);
    expect(await log.searchBox().inputValue()).toBe('');
  });

  test('follow the address, the search box too', async () => {
    await log.makeWebhook();
    const delivery = await log.deliver();
    await log.openLog();
    await log.untilRows(1);
    const elsewhere = `?q=${delivery.id.slice(0, -1)}${delivery.id.endsWith('x') ? 'y' : 'x'}`;
    await page.evaluate((address) => window.history.pushState(null, '', address), elsewhere);
    await page.getByRole('heading', { name: 'No delivery matches' }).waitFor();
    expect(await log.searchBox().inputValue()).toBe(log.parameters().get('q'));
    await page.goBack();
    await log.untilRows(1);
    expect(await log.searchBox().inputValue()).toBe('');
    await page.goForward();
    await log.untilRows(0);
    expect(await log.searchBox().inputValue()).toBe(log.parameters().get('q'));
  });

  test('take a range of one’s own', async () => {
    await log.makeWebhook();
    await log.deliver();
    await log.openLog('?before=2020-01-01T00:00:00.000Z');
    await page.getByRole('heading', { name: 'No delivery matches' }).waitFor();
    await page.getByRole('button', { name: /^Until / }).click();
    await page.getByLabel('From', { exact: true }).fill('2020-02-01T00:00');
    await page.getByText('This is before the start.').waitFor();
    await page.getByLabel('To', { exact: true }).fill('2099-01-01T00:00');
    await page.getByRole('button', { name: 'Apply' }).click();
    await log.untilRows(1);
    expect(log.parameters().get('after')).toMatch(/^2020-0/);
  });
});

describe('a delivery', () => {
  test('opens by keyboard and by link, and shows every attempt in full', async () => {
    await log.makeWebhook({ retry: { enabled: true, max_retries: 1, delays: ['1s'] } });
    receiver.next(status(503, { 'x-answer': '41' }, 'not yet'), status(200, {}, '{"thanks":true}'));
    const delivery = await log.deliver();
    await log.openLog();
    await page.getByRole('button', { name: /^View tag\.created/ }).press('Enter');
    await page.getByRole('tab', { name: /^Attempt 2 200/ }).waitFor();
    expect(log.parameters().get('delivery')).toBe(delivery.id);
    const request = page.getByRole('region', { name: 'Request', exact: true });
    const response = page.getByRole('region', { name: 'Response', exact: true });
    expect(await request.innerText()).toContain('x-tidings-attempt: 2');
    expect(await request.innerText()).toContain('\n  "type": "tag.created"');
    expect(await response.innerText()).toContain('"thanks": true');
    await page.getByRole('button', { name: 'As sent' }).click();
    expect(await request.innerText()).toContain(receiver.arrivals[1]!.body.toString());
    await page.getByText('connection reused').first().waitFor();

    await page.getByRole('tab', { name: /^Attempt 1 503/ }).click();
    expect(await response.innerText()).toContain('x-answer: 41');
    const waterfall = page.getByRole('region', { name: 'Where the time went' });
    expect(await waterfall.innerText()).toMatch(
      /DNS[\s\S]*Connect[\s\S]*TLS[\s\S]*Waiting[\s\S]*Total\s+[\d.,]+ ms/,
    );
    await waterfall.getByText('not encrypted').waitFor();
    await page.getByRole('button', { name: 'Copy the response' }).click();
    expect(await log.copied()).toMatch(/^503 Service Unavailable[\s\S]*\n\nnot yet$/);

    await page.reload();
    await page.getByRole('tab', { name: /^Attempt 2/ }).waitFor();
    await page.getByRole('region', { name: 'How it ended' }).getByText('Attempt 2 succeeded.').waitFor();
    await page.getByRole('tab', { name: /^Attempt 2/ }).press('Escape');
    await page.getByRole('tab').first().waitFor({ state: 'detached' });
    expect(log.parameters().has('delivery')).toBe(false);
  });

  test('is sent again by the command that was copied, byte by byte', async () => {
    const data = { object: { object: 'tag', id: 'tag_1', name: `it's "$HOME" \`id\` \\ ünï مرحبا` } };
    await log.makeWebhook({ headers: { 'X-Note': `it's $HOME "quoted" \\ \`id\`` } });
    const delivery = await log.deliver({ data });
    await log.openLog(`?delivery=${delivery.id}`);
    await page.getByRole('button', { name: 'Copy as cURL' }).click();
    await run('sh', ['-c', `${await log.copied()} --silent --fail`]);
    const [first, again] = await receiver.received(2);
    expect(again!.body.equals(first!.body)).toBe(true);
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type', 'x-note'])
      expect(again!.headers[name], name).toBe(first!.headers[name]);
  });

  test('is retried at once, and cancelled only after a question', async () => {
    await log.makeWebhook();
    receiver.behaviour = status(500);
    const first = await log.deliver({}, (delivery) => delivery.status === 'retrying');
    const second = await log.deliver(deleted('b'), (delivery) => delivery.status === 'retrying');
    await log.openLog(`?delivery=${second.id}`);
    await page
      .getByRole('region', { name: 'Why it will be tried again' })
      .getByText(/next in \d+/)
      .waitFor();
    await page.getByRole('button', { name: 'Cancel delivery' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel this delivery?' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await untilDelivery(api, second.id, () => true)).toMatchObject({ status: 'retrying' });
    await page.getByRole('button', { name: 'Cancel delivery' }).click();
    await dialog.getByRole('button', { name: 'Cancel delivery' }).click();
    await page
      .getByRole('region', { name: 'How it ended' })
      .getByText(/was cancelled/)
      .waitFor();
    expect(await untilDelivery(api, second.id, () => true)).toMatchObject({ status: 'cancelled' });

    receiver.behaviour = status(204);
    await page.getByRole('button', { name: 'Retry tag.created now' }).click();
    await log.rows().filter({ hasText: 'tag.created' }).getByText('Succeeded').waitFor();
    expect(receiver.ofEvent(first.event_id)).toHaveLength(2);
  });

  test('stays where it is while new ones arrive', async () => {
    await log.makeWebhook();
    const delivery = await log.deliver();
    await log.openLog(`?delivery=${delivery.id}`);
    await page.getByRole('tab').first().waitFor();
    const before = await log.rows().first().boundingBox();
    await log.deliver();
    await log.deliver();
    const pill = page.getByRole('button', { name: '2 new deliveries' });
    await pill.waitFor();
    expect(await log.rows().first().boundingBox()).toEqual(before);
    await pill.click();
    await log.untilRows(3);
    await page.getByRole('button', { name: /^Close / }).click();
    await page.mouse.move(5, 5);
    await log.deliver();
    await log.untilRows(4);
  });
});

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

// Not every theme at every width: what breaks in one breaks at both widths, and the other way round.
describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('%i px wide, in the %s theme', (width, colorScheme) => {
  test('all of it is accessible and as wide as the screen', async () => {
    await log.makeWebhook({ ...ONCE, name: 'مستودع البيانات '.repeat(6).trim() });
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 860 });
    await log.openLog();
    await page.getByText('No deliveries yet').waitFor();
    await expectAccessible(page);
    await log.deliver();
    receiver.behaviour = status(500);
    const failed = await log.deliver(deleted('مرحبا'));
    await log.openLog(`?delivery=${failed.id}`);
    await page.getByRole('tab').first().waitFor();
    await log.failedSection().waitFor();
    await expectAccessible(page);
    for (const name of ['Status', 'Event type', 'Date range']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog', { name }).waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

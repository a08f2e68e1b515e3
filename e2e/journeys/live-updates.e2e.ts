import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { Gate, type Receiver, status } from '../support/receiver.ts';
import { createWebhook } from '../support/samples.ts';
import { until } from '../support/until.ts';
import { logJourney, ONCE } from './log-journey.ts';

const log = logJourney();
let page: Page;
let api: Api;
let receiver: Receiver;
beforeEach(() => {
  ({ page, api, receiver } = log);
});

/** Far sooner than a page that is told would ask by itself. */
const TOLD_WITHIN_MS = 5_000;

/** Longer than anything in the console waits. */
const LONG_MS = 120_000;

/** The row that the pointer is over where it rests on the middle of `at`. */
const rowUnder = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
  page.evaluate(
    ([left, top]) => document.elementFromPoint(left, top)?.closest('[data-row]')?.getAttribute('data-row'),
    [x + width / 2, y + height / 2] as const,
  );

const badge = (word: string) => page.getByRole('main').getByText(word, { exact: true }).first();

describe('what happens is on screen without a reload', () => {
  test('a row appears when its event is published, and changes when its receiver has answered', async () => {
    const gate = new Gate();
    receiver.behaviour = gate.behaviour;
    await log.makeWebhook(ONCE);
    await log.openLog();
    await page.getByRole('heading', { name: /No deliver/ }).waitFor();
    await log.untilTold();
    await page.getByRole('button', { name: 'Live updates: Live' }).waitFor();
    const marked = await page.evaluate(() => ((window as { mark?: number }).mark = 1));
    const published = log.deliver();
    await log.untilRows(1, TOLD_WITHIN_MS);
    expect(await log.rows().first().innerText()).toContain('Pending');
    gate.open();
    await published;
    await until(
      () => log.rows().first().innerText(),
      (text) => text.includes('Succeeded'),
      { what: 'the row says that it succeeded', withinMs: TOLD_WITHIN_MS },
    );
    expect(await page.evaluate(() => (window as { mark?: number }).mark)).toBe(marked);
  });

  test('rows stay where they are under a pointer that rests, or the keyboard, and say how many are new', async () => {
    await page.clock.install();
    await log.makeWebhook(ONCE);
    await log.publishMany(3);
    await log.openLog();
    await log.untilRows(3);
    await log.untilTold();
    const pill = (words: string) => page.getByRole('button', { name: words, exact: true });
    await log.row(1).hover();
    const place = (await log.row(1).boundingBox())!;
    const id = await rowUnder(place);
    await page.clock.fastForward(LONG_MS);
    await log.deliver();
    await pill('1 new delivery').waitFor();
    await page.clock.fastForward(LONG_MS);
    await log.deliver();
    await pill('2 new deliveries').waitFor();
    await page.getByRole('status').filter({ hasText: '2 new deliveries waiting' }).waitFor();
    expect([await rowUnder(place), await log.loaded()]).toEqual([id, 3]);
    await page.mouse.move(5, 5);
    await log.untilRows(5);
    expect(await rowUnder(place)).not.toBe(id);

    // What was only clicked has the focus, and nobody in it; the keyboard is where it was led to.
    await page.keyboard.press('Tab');
    const view = log.row(1).getByRole('button', { name: /^View / });
    await view.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await log.deliver();
    await pill('1 new delivery').waitFor();
    expect(await view.evaluate((button) => button === document.activeElement)).toBe(true);
    // By its button all show, while the pointer is over it as well.
    await pill('1 new delivery').click();
    await log.untilRows(6);

    // A finger is over them while it touches them, and not for as long as it touches nothing else.
    await page.mouse.move(5, 5);
    const glass = await page.context().newCDPSession(page);
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    await glass.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await log.deliver();
    await pill('1 new delivery').waitFor();
    await glass.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
    await page.clock.fastForward(LONG_MS);
    await log.untilRows(7);
  });

  test('the badge of a webhook turns when it fails, and when somebody else pauses it', async () => {
    receiver.behaviour = status(500);
    await log.makeWebhook(ONCE);
    await page.goto(`/dashboard/settings/webhooks/${log.webhook.id}`);
    await badge('Active').waitFor();
    await log.untilTold();
    await log.publishMany(5);
    await badge('Failing').waitFor({ timeout: TOLD_WITHIN_MS });
    // By a link, so that the connection stays; the navigation has another one.
    await page.getByRole('main').getByRole('link', { name: 'Webhooks', exact: true }).click();
    await badge('Failing').waitFor();
    expect((await api.patch(`/webhooks/${log.webhook.id}`, { status: 'paused' })).status).toBe(200);
    await badge('Paused').waitFor({ timeout: TOLD_WITHIN_MS });

    const row = page.locator(`tr[data-row="${log.webhook.id}"]`);
    await row.hover();
    const place = (await row.boundingBox())!;
    const other = await createWebhook(api, { name: 'Warehouse', url: receiver.url });
    await page.getByRole('button', { name: '1 new webhook', exact: true }).waitFor();
    expect(await rowUnder(place)).toBe(log.webhook.id);
    await page.mouse.move(5, 5);
    await page.locator(`tr[data-row="${other.id}"]`).waitFor();
    expect(await rowUnder(place)).toBe(other.id);
    await api.delete(`/webhooks/${other.id}`);
  });

  test('is told by one connection for the tab, whatever pages it goes to', async () => {
    let streams = 0;
    page.on('request', (request) => {
      if (request.url().includes('/trpc/live.news')) streams += 1;
    });
    await log.makeWebhook(ONCE);
    await log.openLog();
    await log.untilTold();
    await page.getByRole('link', { name: 'Webhooks' }).first().click();
    await badge('Active').waitFor();
    await log.openLog();
    await log.untilTold();
    await log.deliver();
    await log.untilRows(1, TOLD_WITHIN_MS);
    expect(streams).toBe(2); // one for each time that the page was loaded
  });
});

test('open streams do not hold up a server that is asked to stop', async () => {
  await log.makeWebhook(ONCE);
  await log.openLog();
  await log.untilTold();
  await page.getByRole('button', { name: 'Live updates: Live' }).waitFor();
  log.complaints.losesServer();
  const startedMs = performance.now();
  log.server.signal('SIGTERM');
  await log.server.ended;
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  await page.getByRole('button', { name: /Live updates: (Polling|Reconnecting)/ }).waitFor();
  await log.server.restart();
  await page.getByRole('button', { name: 'Live updates: Live' }).waitFor({ timeout: 60_000 });
});

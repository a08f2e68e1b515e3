import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { Gate, type Receiver, status } from '../support/receiver.ts';
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

import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { expectFits } from '../support/expect-fits.ts';
import { type Receiver, status } from '../support/receiver.ts';
import { createWebhook } from '../support/samples.ts';
import { signIn } from '../support/sign-in.ts';
import { until } from '../support/until.ts';
import { untilLoaded } from '../support/until-loaded.ts';
import { untilShown } from '../support/until-shown.ts';
import { logJourney, ONCE } from './log-journey.ts';
import { LIST, OverviewPage } from './overview-page.ts';

const SLATE = 'rgb(107, 122, 161)';
const RED = 'rgb(220, 47, 60)';
const log = logJourney();
const overview = new OverviewPage(log);
let page: Page;
let api: Api;
let receiver: Receiver;
beforeEach(() => {
  ({ page, api, receiver } = log);
});

const row = (name: string): Locator => overview.row(name);
/** For the eye alone: the slider says the same. */
const tooltip = (): Locator => page.getByRole('tooltip', { includeHidden: true });

/** The words that stand over the columns; those above the actions are only read out. */
const COLUMNS =
  'Webhook,Status,Events,Made by,Last 7 days,Deliveries,24 h success,Last delivery,Actions'.split(',');

describe('the overview', () => {
  test('tells how webhooks do, and the numbers of an hour to who points at it or moves to it', async () => {
    await overview.makeTraffic();
    await overview.open();
    await untilShown(page.getByRole('main'), /Active Webhooks\s+1\s+of 1/);
    await untilShown(page.getByRole('main'), /Events Delivered Today\s+3/);
    await untilShown(page.getByRole('main'), /Success Rate\s+75%/);
    await untilShown(page.getByRole('main'), /Failing Webhooks\s+0/);
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(COLUMNS);
    await untilShown(page.getByRole('main'), /of deliveries in 24 h/);
    await untilShown(row('Ledger'), /4\s+75%\s+1 failed/);
    const made = row('Ledger').locator('td').nth(COLUMNS.indexOf('Made by')).locator('time');
    expect(Date.parse((await made.getAttribute('datetime'))!)).toBe(Date.parse(log.webhook.created_at));
    expect(await made.innerText()).toMatch(/^(today|yesterday|\d)/i);
    const url = row('Ledger').getByText(receiver.url);
    expect(
      await url.evaluate((shown) => shown.parentElement!.scrollWidth - shown.parentElement!.clientWidth),
    ).toBe(0);
    await expectAccessible(page);

    const lines = page.getByRole('slider', { name: /^Attempts of Ledger/ });
    // All attempts and the failed ones, each in its colour.
    const drawn = await lines.locator('path').evaluateAll((paths) =>
      paths.flatMap((path) => {
        const { stroke } = getComputedStyle(path);
        return stroke === 'none' || !(path as SVGPathElement).getTotalLength() ? [] : [stroke];
      }),
    );
    expect(drawn).toEqual([SLATE, RED]);
    await lines.hover(); // in its middle
    await tooltip().getByText('Attempts: 0 total, 0 failed').waitFor();
    await page.mouse.move(5, 5);
    await tooltip().waitFor({ state: 'detached' });
    await lines.focus();
    await tooltip().getByText('Attempts: 4 total, 1 failed').waitFor();
    await lines.press('Home');
    await tooltip().getByText('Attempts: 0 total, 0 failed').waitFor();
    expect(await lines.getAttribute('aria-valuetext')).toMatch(/0 total, 0 failed$/);
  });

  test('turns red as soon as a webhook fails, without a reload', async () => {
    receiver.behaviour = status(500);
    await log.makeWebhook(ONCE);
    await overview.open();
    const number = page
      .locator('dt', { hasText: 'Failing Webhooks' })
      .locator('xpath=following-sibling::dd[1]');
    const colour = (shown: Locator) => shown.evaluate((each) => getComputedStyle(each).color);
    expect(await colour(number)).not.toBe(RED);
    await log.publishMany(5);
    await row('Ledger').getByText('Failing').waitFor();
    const failing = page.getByRole('link', { name: '1, show them' });
    await failing.waitFor({ timeout: 30_000 });
    expect(await colour(failing)).toBe(RED);
    await failing.click();
    await page.waitForURL('**?status=failing');
    await overview.roll(row('Ledger'));
    // Its row goes, and not what shows only once.
    await api.patch(`/webhooks/${log.webhook.id}`, { status: 'paused' });
    await page.getByRole('heading', { name: 'No webhook matches' }).waitFor();
    await page.getByRole('button', { name: 'Copy the new secret' }).click();
    // Clicked while it has the focus, it leaves that to something all the same.
    const done = page.getByRole('button', { name: 'Done' });
    await done.focus();
    await done.click();
    await page.locator('main :focus').waitFor();
  });

  test('is filtered, sorted and shown as cards by its URL', async () => {
    await overview.makeTraffic();
    const ada = await signIn(log.server);
    const quiet = await createWebhook(ada, { name: 'Lake', url: receiver.url, events: ['purchase.*'] });
    try {
      await overview.open();
      await page.getByRole('button', { name: 'Made by' }).click();
      await page
        .getByRole('dialog', { name: 'Made by' })
        .getByRole('button', { name: /\(service\)$/ })
        .click();
      await row('Lake').waitFor({ state: 'detached' });
      expect(log.parameters().has('maker')).toBe(true);
      await page.getByRole('button', { name: 'Clear made by filter' }).click();
      await row('Lake').waitFor();
      const first = () => page.getByRole('row').nth(1).innerText();
      expect(await first()).toContain('Lake');
      await page.getByRole('button', { name: 'Sort: newest' }).click();
      await until(first, (text) => text.includes('Ledger'), { what: 'the busiest one first' });

      await page.getByRole('button', { name: 'Status', exact: true }).click();
      await page.getByRole('checkbox', { name: 'Paused' }).check();
      await page.getByRole('heading', { name: 'No webhook matches' }).waitFor();
      await page.getByRole('checkbox', { name: 'Active', exact: true }).check();
      await row('Ledger').waitFor();
      await page.keyboard.press('Escape');
      expect(log.parameters().get('status')).toBe('paused,active');
      await page.getByRole('button', { name: 'Clear status filter' }).click();
      await page.getByRole('button', { name: 'Category', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Purchase', exact: true }).click();
      await row('Ledger').waitFor({ state: 'detached' });
      await row('Lake').waitFor();
      expect(log.parameters().get('category')).toBe('Purchase');
      await page.getByRole('button', { name: 'Clear category filter' }).click();

      await page.getByRole('button', { name: 'Event type' }).click();
      await page.getByRole('button', { name: 'email.opened' }).click();
      await row('Lake').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Cards' }).click();
      await page.getByRole('list', { name: 'Webhooks' }).getByText('Ledger').waitFor();
      await expectAccessible(page);
      // Filters are no steps back, and are there again for who comes back.
      await page.getByRole('link', { name: 'Events', exact: true }).click();
      await page.waitForURL('**/dashboard/events');
      await page.goBack();
      await page.getByRole('list', { name: 'Webhooks' }).getByText('Ledger').waitFor();
      expect(Object.fromEntries(log.parameters())).toEqual({
        sort: 'volume',
        type: 'email.opened',
        view: 'cards',
      });

      const unread = ['eventTypes.list', 'metrics.sparklines', 'metrics.overview'];
      log.complaints.refuses(503, ...unread);
      for (const name of unread)
        await page.route(`**/trpc/${name}*`, (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto(`${LIST}?category=Purchase&q=LA&status=active`);
      await page.getByText('Could not load the event types of the category').waitFor();
      const sentence = page.getByText('Some of the numbers could not be loaded.');
      await sentence.waitFor();
      await untilShown(page.getByRole('main'), /Success Rate\s+–\s+not known/);
      await expectAccessible(page);
      await page.unroute('**/trpc/eventTypes.list*');
      await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
      await row('Lake').waitFor();
      await untilShown(row('Lake'), /–\s+–/);
      expect(await row('Ledger').count()).toBe(0);
      for (const name of unread) await page.unroute(`**/trpc/${name}*`);
      await page.getByRole('status').getByRole('button', { name: 'Try again' }).click();
      await sentence.waitFor({ state: 'detached' });
      await untilShown(page.getByRole('main'), /Success Rate\s+75%/);
      await page.getByRole('searchbox').fill('nowhere');
      await page.getByRole('heading', { name: 'No webhook matches' }).waitFor();
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await row('Ledger').waitFor();
      await untilShown(row('Ledger'), /\b3 events\s+View all/);
      await untilShown(row('Lake'), /\b2 events\s+View all/);
      await row('Ledger').getByRole('button', { name: 'View all events of Ledger' }).click();
      const names = page.getByRole('dialog', { name: 'Events of Ledger' }).getByRole('listitem');
      await names.first().waitFor();
      const shown = (await names.allInnerTexts()).toSorted();
      expect(shown).toEqual(['email.opened', 'tag.created', 'tag.deleted']);
      await expectAccessible(page);
    } finally {
      await api.delete(`/webhooks/${quiet.id}`);
    }
  });
});

test('on a narrow and dark screen it is as wide as the screen, and accessible', async () => {
  await overview.makeTraffic();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const query of [
    '',
    '?view=cards',
    `?webhook=${log.webhook.id}`,
    `?webhook=${log.webhook.id}&edit=true`,
  ]) {
    await page.goto(`${LIST}${query}`);
    await page.getByText('Ledger').first().waitFor();
    await untilLoaded(page);
    await expectAccessible(page);
    await expectFits(page);
  }
  // One to which nothing was sent; its name is read from the right, and begins where everything else does.
  const name = 'مستودع الطلبات والفواتير والمدفوعات والمرتجعات';
  const { id } = await createWebhook(api, { name, url: receiver.url, events: ['purchase.*'] });
  await overview.open();
  await row(name).getByText('Nothing sent yet').first().waitFor();
  await page.goto(`${LIST}/${id}`);
  const heading = page.getByRole('heading', { level: 1 });
  await heading.getByText(name).waitFor();
  const [leftOfName, left] = await heading.evaluate((title) => {
    const words = document.createRange();
    words.selectNodeContents(title.querySelector('bdi') ?? title);
    const lines = [...words.getClientRects()].map((line) => line.left);
    return [Math.max(...lines), title.getBoundingClientRect().left];
  });
  expect(leftOfName).toBeCloseTo(left, 0);
  await api.delete(`/webhooks/${id}`);
});

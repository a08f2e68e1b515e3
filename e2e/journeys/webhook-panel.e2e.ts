import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { type Receiver, status } from '../support/receiver.ts';
import { SECRET } from '../support/shapes.ts';
import { until } from '../support/until.ts';
import { staysOpen } from './held-dialog.ts';
import { logJourney, ONCE } from './log-journey.ts';
import { LIST, OverviewPage } from './overview-page.ts';

const log = logJourney();
const overview = new OverviewPage(log);
let page: Page;
let api: Api;
let receiver: Receiver;
beforeEach(() => {
  ({ page, api, receiver } = log);
});

const row = (name: string): Locator => overview.row(name);
const panel = (): Locator => overview.panel();

describe('the panel of a webhook', () => {
  test('opens on its row, tells of seven days, and has a link of its own', async () => {
    await overview.makeTraffic();
    await overview.open('?sort=volume');
    await page.getByRole('link', { name: 'Ledger', exact: true }).click();
    await panel().getByText('25% of 4 attempts failed in the last 24 hours.').waitFor();
    const chart = (name: string | RegExp) => panel().getByRole('img', { name }).locator('svg').first();
    await chart('Attempts: 4 total, 1 failed').waitFor();
    await chart(/^Response time: min /).waitFor();
    const latest = panel().getByRole('region', { name: 'Latest attempts' });
    await until(
      () => latest.getByRole('listitem').count(),
      (count) => count === 4,
      { what: 'four attempts' },
    );
    expect(await latest.getByRole('listitem').first().innerText()).toMatch(/500[\s\S]*tag\.created[\s\S]*ms/);
    await expectAccessible(page);

    receiver.behaviour = status(204);
    await log.publishMany(3);
    await log.deliver();
    await log.deliver();
    await page.reload();
    await panel().getByText('9 total').waitFor();
    const attempts = latest.getByRole('listitem').filter({ has: page.getByRole('link') });
    const EIGHT = [204, 204, 204, 204, 204, 500, 204, 204];
    await expect
      .poll(() => attempts.allInnerTexts(), { timeout: 15_000 })
      .toEqual(
        EIGHT.map((code) =>
          expect.stringMatching(new RegExp(`${code}\\s+tag\\.created\\s+[\\d,]+\\s?ms\\s+\\S`)),
        ),
      );
    for (const time of await attempts.locator('time').all())
      expect(await time.getAttribute('title')).toMatch(/\d\d:\d\d:\d\d/);
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    expect(Object.fromEntries(log.parameters())).toEqual({ sort: 'volume' });

    // It stands above the link of the row, so that it can be pointed at.
    const last = row('Ledger').locator('time').last();
    expect(await last.getAttribute('title')).toMatch(/\d\d:\d\d:\d\d/);
    await last.click();
    await panel().getByRole('link', { name: 'All charts' }).click();
    await page.getByRole('img', { name: 'Success rate of attempts: 88.8%' }).locator('svg').first().waitFor();
    expect(log.parameters().get('window')).toBe('7d');
  });

  test('sends a test to its webhook alone, which shows among the latest attempts and counts for nothing', async () => {
    await log.makeWebhook({ ...ONCE, events: ['tag.*'] });
    await overview.open(`?webhook=${log.webhook.id}`);
    await panel().getByText('No attempts in the last 7 days.').waitFor();
    await panel().getByText('Nothing was sent yet.').waitFor();
    await panel().getByRole('button', { name: 'Test', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Test Ledger' });
    receiver.next(status(500));
    await dialog.getByRole('button', { name: 'Send test event' }).click();
    await dialog.getByRole('region', { name: 'Likely causes' }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Send test event' }).click();
    await dialog.getByText('Succeeded').waitFor();
    expect(receiver.arrivals).toHaveLength(2);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const latest = panel().getByRole('region', { name: 'Latest attempts' });
    await until(
      () => latest.getByRole('listitem').count(),
      (count) => count === 2,
      { what: 'two tests' },
    );
    await panel().getByText('No attempts in the last 7 days.').waitFor();
  });

  test('pauses and deletes, and Escape in a dialog leaves it open', async () => {
    await log.makeWebhook();
    // What is deleted may be asked for once more, until the panel is out of sight.
    log.complaints.refuses(404, 'webhooks.get');
    await overview.open(`?webhook=${log.webhook.id}`);
    await overview.roll(panel());
    await page.getByRole('button', { name: 'Copy the new secret' }).click();
    expect(await log.copied()).toMatch(SECRET);
    await page.getByRole('button', { name: 'Done' }).click();
    await panel().waitFor();
    await overview.act(panel(), 'Pause');
    // Said also after the menu is closed that it was asked from.
    await page.getByText('Ledger is paused').waitFor();
    await panel().getByText('Webhook paused.').waitFor();
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
    await overview.act(row('Ledger'), 'Resume');
    const resumed = page.getByRole('alert').filter({ hasText: 'Ledger is active again' });
    await resumed.getByRole('button', { name: 'Replay what was missed' }).waitFor();
    await row('Ledger').getByText('Active', { exact: true }).waitFor();
    await overview.act(row('Ledger'), 'Details');
    await page.waitForURL(`**/webhooks/${log.webhook.id}`);
    await page.getByRole('heading', { name: 'Ledger', level: 1 }).waitFor();
    await overview.open();
    await page.getByRole('link', { name: 'Ledger', exact: true }).click();
    await overview.act(panel(), 'Delete');
    const question = page.getByRole('dialog', { name: 'Delete Ledger?' });
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await overview.act(panel(), 'Delete');
    // Its row has the focus back before it goes, which leaves that to the page.
    const back = Promise.withResolvers<void>();
    await page.route('**/trpc/webhooks.rows*', async (route) => {
      await back.promise;
      await route.continue();
    });
    const remove = () => question.getByRole('button', { name: 'Delete webhook' }).click();
    await staysOpen(page, 'trpc/webhooks.delete', remove);
    await page.getByText('Ledger was deleted').waitFor();
    await panel().waitFor({ state: 'detached' });
    await page.locator('[data-row] a:focus').waitFor();
    back.resolve();
    await page.getByRole('heading', { name: /first event delivered in a minute/ }).waitFor();
    await page.locator('main :focus').waitFor();
    expect(log.parameters().has('webhook')).toBe(false);
  });

  test('is where URL, events and payload style are edited, and asks before it loses them', async () => {
    await log.makeWebhook({ events: ['tag.*'] });
    await overview.open(`?webhook=${log.webhook.id}`);
    await panel().getByRole('button', { name: 'Actions for Ledger' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const url = panel().getByRole('textbox', { name: 'URL' });
    await url.fill('https://10.0.0.1/hooks');
    log.complaints.refuses(422, 'webhooks.update');
    expect(log.parameters().get('edit')).toBe('true');
    await panel().getByRole('searchbox', { name: 'Search events' }).fill('opened');
    await panel()
      .getByRole('checkbox', { name: /^email\.opened/ })
      .check();
    await panel().getByRole('radio', { name: 'Thin' }).check();
    await expectAccessible(page);

    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await panel().getByRole('button', { name: 'Close' }).click();
    await question.getByRole('button', { name: 'Stay' }).click();
    await question.waitFor({ state: 'detached' });
    await panel().getByRole('button', { name: 'Save changes' }).click();
    await panel()
      .getByText(/Endpoint must be a valid HTTPS URL/)
      .waitFor();
    expect(await url.evaluate((field) => field === document.activeElement)).toBe(true);

    // What somebody else saved of the same field meanwhile is not overwritten without a question.
    const moved = `${receiver.url}/moved`;
    await url.fill(moved);
    for (const answer of ['Show theirs', 'Save mine anyway']) {
      const theirs = `${receiver.url}/${answer.length}`;
      await api.patch(`/webhooks/${log.webhook.id}`, { url: theirs, description: answer });
      await panel().getByRole('button', { name: 'Save changes' }).click();
      await panel()
        .getByText(/^Changed meanwhile by .+: URL$/)
        .waitFor();
      await expectAccessible(page);
      await panel().getByRole('button', { name: answer }).click();
      if (answer !== 'Show theirs') continue;
      expect(await url.inputValue()).toBe(theirs);
      await url.fill(moved);
    }
    await page.getByText('Ledger was saved').waitFor();
    await panel().getByRole('region', { name: 'Latest attempts' }).waitFor();
    await row('Ledger').getByText(moved).waitFor();
    expect(await panel().evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    expect((await api.get(`/webhooks/${log.webhook.id}`)).body).toMatchObject({
      url: moved,
      description: 'Save mine anyway',
      events: ['tag.*', 'email.opened'],
      payload_style: 'thin',
    });

    const list = '**/trpc/webhooks.rows*';
    log.complaints.refuses(503, 'webhooks.rows');
    await page.route(list, (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto(`${LIST}?webhook=${log.webhook.id}&edit=true`);
    await panel().getByRole('textbox', { name: 'URL' }).waitFor();
    await page.unroute(list);
    await panel().getByRole('radio', { name: 'Snapshot' }).check();
    await panel().getByRole('radio', { name: 'Snapshot' }).press('Escape');
    await question.getByRole('button', { name: 'Leave' }).click();
    await panel().getByRole('region', { name: 'Latest attempts' }).waitFor();
    expect(Object.fromEntries(log.parameters())).toEqual({ webhook: log.webhook.id });
  });

  test('says so when there is no such webhook, or its log cannot be read', async () => {
    await log.makeWebhook();
    const unreadable = '**/trpc/deliveries.latestAttempts*';
    log.complaints.refuses(503, 'deliveries.latestAttempts');
    log.complaints.refuses(404, 'webhooks.get', 'metrics.stats', 'deliveries.latestAttempts');
    await page.route(unreadable, (route) => route.fulfill({ status: 503, body: '' }));
    await overview.open(`?webhook=${log.webhook.id}`);
    const latest = panel().getByRole('region', { name: 'Latest attempts' });
    await latest.getByText('Could not load the latest attempts').waitFor();
    await expectAccessible(page);
    await page.unroute(unreadable);
    // News of the webhook may have it read before it is asked to.
    const nothing = latest.getByText('Nothing was sent yet.');
    await latest.getByRole('button', { name: 'Try again' }).or(nothing).click();
    await nothing.waitFor();
    await overview.open('?webhook=wh_01k9w3m5kqe8nb2v7x4r6t0zcd');
    await page.getByRole('heading', { name: 'There is no such webhook' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.waitForURL((url) => !url.searchParams.has('webhook'));

    // So say the pages of one; and who looks at it as somebody deletes it, that it was deleted.
    const { id, name } = log.webhook;
    await page.goto(`/dashboard/settings/webhooks/${id}`);
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    const editing = await page.context().newPage();
    await editing.goto(`${new URL(page.url()).origin}/dashboard/settings/webhooks/${id}/edit`);
    const field = editing.getByRole('textbox', { name: 'Name' });
    await field.fill('What was changed');
    log.complaints.refuses(404, 'deliveries.list', 'deliveries.failedSummary', 'notifications.banner');
    expect((await api.delete(`/webhooks/${id}`)).status).toBe(204);
    await page.getByRole('heading', { name: 'This webhook was deleted', level: 1 }).waitFor();
    await page.getByText(`${name} was deleted while this page was open`).waitFor();
    // What was filled in is not taken away.
    await editing.getByText('it stays here to be copied').waitFor();
    expect(await field.inputValue()).toBe('What was changed');
    await editing.close();
    await expectAccessible(page);
    for (const part of ['/edit', '/deliveries']) {
      await page.goto(`/dashboard/settings/webhooks/${id}${part}`);
      await page.getByRole('heading', { name: 'There is no such webhook', level: 1 }).waitFor();
    }
    await page.getByRole('link', { name: 'Go to the webhooks' }).click();
    await page.waitForURL('**/dashboard/settings/webhooks');
  });
});

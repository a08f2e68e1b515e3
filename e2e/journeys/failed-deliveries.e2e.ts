import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { answering, PROBLEM } from '../support/answering.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { type Receiver, status } from '../support/receiver.ts';
import { deleted, logJourney, ONCE } from './log-journey.ts';

const log = logJourney();
let page: Page;
let receiver: Receiver;
beforeEach(() => {
  ({ page, receiver } = log);
});

describe('what failed', () => {
  test('is summed up, retried all at once, and cleared', async () => {
    await log.makeWebhook(ONCE);
    receiver.behaviour = status(500);
    await Promise.all([log.deliver(), log.deliver(), log.deliver()]);
    await log.openLog();
    await log.failedSection().getByText('http_5xx, 3 of 3').waitFor();
    receiver.next(status(204));
    await log.failedSection().getByRole('button', { name: 'Retry all failed' }).click();
    const retryAll = page.getByRole('dialog', { name: 'Retry 3 failed deliveries?' });
    await retryAll.waitFor();
    await expectAccessible(page);
    // Who has left by then is told that it failed.
    log.complaints.refuses(500, 'deliveries.retryFailed');
    const left = Promise.withResolvers<void>();
    await page.route('**/trpc/deliveries.retryFailed', async (route) => {
      await left.promise;
      await answering(PROBLEM)(route);
    });
    await retryAll.getByRole('button', { name: 'Retry all' }).click();
    await page.getByText('This goes on if you leave the page.').waitFor();
    await page.evaluate(() => window.history.pushState(null, '', '/dashboard/events'));
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    left.resolve();
    const told = page.getByRole('alert').filter({ hasText: 'Could not retry the failed deliveries' });
    await told.getByText('What was not retried is still failed: retry again for the rest.').waitFor();
    expect(await page.getByText('This goes on if you leave the page.').count()).toBe(0);
    await page.unroute('**/trpc/deliveries.retryFailed');
    await page.goBack();
    await log.failedSection().getByRole('button', { name: 'Retry all failed' }).click();
    await retryAll.getByRole('button', { name: 'Retry all' }).click();
    await page.getByText('3 deliveries are being retried').waitFor();
    await receiver.received(6);
    await log.failedSection().getByText('http_5xx, 2 of 2').waitFor();

    await log.failedSection().getByRole('button', { name: 'Clear failed log' }).click();
    const clear = page.getByRole('dialog', { name: 'Clear 2 failed deliveries?' });
    log.complaints.refuses(500, 'deliveries.archiveFailed');
    await page.route('**/trpc/deliveries.archiveFailed', answering(PROBLEM));
    await clear.getByRole('button', { name: 'Clear failed log' }).click();
    await clear.getByText('What was not cleared is still failed: clear again for the rest.').waitFor();
    await page.unroute('**/trpc/deliveries.archiveFailed');
    await clear.getByRole('button', { name: 'Clear failed log' }).click();
    await page.getByText('2 failed deliveries were cleared').waitFor();
    await log.failedSection().getByText('nothing failed').waitFor();
    await log.rows().getByText('Cleared').nth(1).waitFor();
  });

  test('says so without moving the log, also when it cannot be counted', async () => {
    await log.makeWebhook(ONCE);
    await log.deliver();
    await log.openLog();
    await log.failedSection().getByText('nothing failed').waitFor();
    const before = await page.getByRole('table').boundingBox();
    receiver.behaviour = status(500);
    await log.deliver();
    await log.failedSection().getByText('http_5xx, 1 of 1').waitFor();
    expect((await page.getByRole('table').boundingBox())!.y).toBe(before!.y);

    // Until what stands in its place was looked at, however long that takes.
    const looked = Promise.withResolvers<void>();
    await page.route('**/trpc/deliveries.failedSummary*', async (route) => {
      await looked.promise;
      await route.continue();
    });
    await page.reload();
    await page.locator('[aria-label="Failed deliveries"][aria-busy]').waitFor();
    await log.untilRows(2);
    const skeleton = await log.failedSection().boundingBox();
    looked.resolve();
    await log.failedSection().getByText('http_5xx, 1 of 1').waitFor();
    expect(await log.failedSection().boundingBox()).toEqual(skeleton);

    const until = new Date(Date.now() + 90_000).toISOString();
    await page.route('**/trpc/deliveries.failedSummary*', async (route) => {
      const { result } = await (await route.fetch()).json();
      const data = { ...result.data, held_back: { by: 'circuit_breaker', until } };
      await route.fulfill({ json: { result: { data } } });
    });
    await page.reload();
    await log
      .failedSection()
      .getByText(/after failures; next in 1 min/)
      .waitFor();
    const soon = log.failedSection().locator(`time[datetime="${until}"]`);
    expect(await soon.getAttribute('title')).toMatch(/\d\d:\d\d:\d\d/);

    await page.route('**/trpc/deliveries.failedSummary*', (route) => route.abort());
    await page.reload();
    const notice = page.getByRole('alert').filter({ hasText: 'Could not count what failed' });
    await notice.waitFor();
    await expectAccessible(page);
    // It is counted again by itself as well, and would be there before the button was pressed.
    const pressed = Promise.withResolvers<void>();
    await page.route('**/trpc/deliveries.failedSummary*', async (route) => {
      await pressed.promise;
      await route.continue();
    });
    await notice.getByRole('button', { name: 'Try again' }).click();
    pressed.resolve();
    await log.failedSection().getByText('http_5xx, 1 of 1').waitFor();
    for (const complaint of log.complaints.take())
      expect(complaint).toMatch(/net::ERR_FAILED.*failedSummary/);
  });

  test('is exported as it is filtered', async () => {
    await log.makeWebhook({ ...ONCE, name: 'Ledger, "EU"' });
    await log.deliver();
    receiver.behaviour = status(500);
    const failed = [await log.deliver(), await log.deliver(deleted('c'))];
    // A test has the status that it is shown with. It is not retried, nor counted among those that are.
    const test = await log.api.post<{ attempt: { delivery_id: string } }>(
      `/webhooks/${log.webhook.id}/test`,
      {
        type: 'tag.created',
      },
    );
    await log.openLog('?status=failed');
    await log.untilRows(3);
    await log.row(0).getByRole('cell', { name: 'tag.created Test', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /^Retry .* now$/ }).count()).toBe(2);
    await log.failedSection().getByText('http_5xx, 2 of 2').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^deliveries-ledger-eu-\d{4}-\d\d-\d\d\.csv$/);
    const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
    const columns = head!.split(',');
    const cells = lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, at) => [columns[at], cell])),
    );
    expect(cells.map(({ id, status: word }) => [id, word])).toEqual(
      [test.body.attempt.delivery_id, ...failed.map(({ id }) => id).toReversed()].map((id) => [id, 'failed']),
    );

    // It names the account that is shown, and gets nothing of another one.
    log.complaints.refuses(409, 'deliveries');
    await page.route('**/api/v1/webhooks/*/deliveries*', async (route) => {
      const headers = route.request().headers();
      expect(headers['tidings-account']).toBe(log.api.accountId);
      await route.continue({ headers: { ...headers, 'tidings-account': `acct_01kaf${'0'.repeat(21)}` } });
    });
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByText('You are in another account now').waitFor();

    // What a test of a sample sends is in no log of events that one could look at.
    await log.openLog(`?delivery=${test.body.attempt.delivery_id}`);
    await page.getByRole('link', { name: 'Send another test' }).waitFor();
    expect(await page.getByRole('link', { name: 'View event' }).count()).toBe(0);
  });

  test('for good pauses the webhook, which says so and can be resumed', async () => {
    await log.makeWebhook();
    receiver.behaviour = status(410);
    await log.deliver({}, (delivery) => delivery.attempts_made === 1);
    for (const path of ['', '/deliveries']) {
      await page.goto(`/dashboard/settings/webhooks/${log.webhook.id}${path}`);
      await page.getByText('Webhook paused because the endpoint answered 410 Gone.').waitFor();
      await expectAccessible(page);
    }
    await page.getByRole('note').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Webhook paused because').waitFor({ state: 'detached' });
    receiver.behaviour = status(500);
    await log.publishMany(100);
    await page.getByText('Webhook paused after 100 consecutive failures.').waitFor();
    await page.getByRole('note').getByRole('button', { name: 'Resume' }).waitFor();
  });
});

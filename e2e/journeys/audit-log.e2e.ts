import type { Locator, Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { logJourney, ONCE } from './log-journey.ts';

const log = logJourney();
let page: Page;
beforeEach(async () => {
  ({ page } = log);
  await log.makeWebhook({ ...ONCE, headers: { 'X-Api-Key': 's3cr3t' } });
});

const table = (): Locator => page.getByRole('table', { name: 'Audit log, newest first' });

/** A busy machine takes its time to draw. */
async function becomes<Value>(read: () => Value | Promise<Value>, expected: Value): Promise<void> {
  await expect.poll(read, { timeout: 15_000 }).toBe(expected);
}

async function openAudit(query = ''): Promise<void> {
  await page.goto(`/dashboard/settings/audit${query}`);
  await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

test('shows who changed what, from where, with the values before and after', async () => {
  await log.api.patch(`/webhooks/${log.webhook.id}`, {
    name: 'Sales',
    timeout_seconds: 9,
    headers: { 'X-Api-Key': 'an0ther' },
  });
  await openAudit();
  await expectAccessible(page);
  await page
    .getByRole('button', { name: /^View webhook\.updated of Sales/ })
    .first()
    .click();
  const change = page.getByRole('region', { name: 'What changed' });
  expect(await change.getByRole('row', { name: /name/ }).innerText()).toMatch(/Ledger\s+Sales/);
  expect(await change.getByRole('row', { name: /timeout_seconds/ }).innerText()).toMatch(/5\s+9/);
  expect(await change.innerText()).toContain('not recorded');
  expect(await change.innerText()).not.toMatch(/s3cr3t|an0ther/);
  const origin = await page.getByRole('region', { name: 'Where it came from' }).innerText();
  expect(origin).toContain('127.0.0.1');
  expect(origin).toMatch(/req_/);
  await expectAccessible(page);
  await page.getByText('tidings audit verify').waitFor();

  // The open entry is in the URL, and narrows down to what it is about.
  await page.reload();
  await change.waitFor();
  await page.getByRole('button', { name: 'All about this webhook' }).click();
  await becomes(() => log.parameters().get('subject'), log.webhook.id);
  await becomes(
    () =>
      table()
        .getByRole('button', { name: /^View / })
        .count(),
    2,
  );
});

test('is filtered by action, who and time, all of it in the URL', async () => {
  await openAudit();
  await page.getByRole('button', { name: 'Action', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search action' }).fill('webhook.cr');
  await page.keyboard.press('Enter');
  await becomes(() => log.parameters().get('action'), 'webhook.created');
  await page.getByRole('button', { name: 'Who', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search who' }).fill('nobody-at-all');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'No entry matches' }).waitFor();
  await expectAccessible(page);
  await page.reload();
  await page.getByRole('button', { name: 'Who: nobody-at-all' }).waitFor();
  await page.getByRole('button', { name: 'Clear who filter' }).click();
  await table()
    .getByRole('row', { name: /webhook\.created/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Date range' }).click();
  await page.getByRole('button', { name: 'Last hour' }).click();
  await becomes(() => log.parameters().get('within'), '1h');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await becomes(() => new URL(page.url()).search, '');
});

test('goes on downwards, and an action taken meanwhile shows by itself', async () => {
  for (let at = 0; at < 30; at += 1) {
    await log.api.patch(`/webhooks/${log.webhook.id}`, { status: 'paused' });
    await log.api.patch(`/webhooks/${log.webhook.id}`, { status: 'active' });
  }
  await openAudit(`?subject=${log.webhook.id}`);
  await log.untilRows(50);
  await log.scrollToOldest();
  await log.untilRows(61);
  expect(await log.toldRows()).toBe(62);
  await page.getByRole('button', { name: /^View webhook\.created/ }).click();
  await becomes(() => log.parameters().has('entry'), true);
  await page.getByRole('button', { name: /^Close webhook\.created/ }).click();
  await becomes(() => log.parameters().has('entry'), false);
  await log.scrollTo('top');
  await page.mouse.move(0, 0); // nothing moves under the pointer
  await log.api.post(`/webhooks/${log.webhook.id}/roll_secret`, { overlap_hours: 0 });
  await page.getByRole('button', { name: /^View webhook\.secret_rolled/ }).waitFor({ timeout: 20_000 });
});

test('says to whom it is open when somebody else looks for it', async () => {
  log.complaints.refuses(401, 'session.me');
  const { body } = await log.server.api.post<{ url: string }>(
    `/accounts/${log.api.accountId}/portal_sessions`,
    { role: 'admin' },
  );
  await page.context().clearCookies();
  await page.goto(body.url);
  await page.waitForURL('**/dashboard/settings/webhooks');
  expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  // The link's host is another name of the server than that of the other tests.
  await page.goto(new URL('/dashboard/settings/audit', page.url()).href);
  await page.getByRole('heading', { name: 'Audit log: not for visits by a link' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the webhooks' }).click();
  await page.waitForURL('**/dashboard/settings/webhooks');
});

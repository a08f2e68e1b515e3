import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser.ts';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { type Receiver, startReceiver, status } from '../support/receiver.ts';
import {
  createWebhook,
  deliveryOf,
  isFinal,
  publish,
  TAG_CREATED,
  untilDelivery,
} from '../support/samples.ts';
import type { CreatedWebhook, Delivery, Page as Rows } from '../support/shapes.ts';
import { ADMIN, type Server, startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);

let server: Server;
let browser: Browser;
let api: Api;
let session: BrowserContextOptions['storageState'];
let receiver: Receiver;
let context: BrowserContext;
let page: Page;
let webhook: CreatedWebhook;
/** What the browser complained about. */
let complaints: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  const accounts = await server.api.get<Rows<{ id: string }>>('/accounts');
  api = server.api.forAccount(accounts.body.data[0]!.id);
  // The form of it is the first journey's; here everybody is signed in.
  const first = await browser.newContext({ baseURL: server.url, extraHTTPHeaders: { origin: server.url } });
  await first.request.post('/api/auth/sign-in/email', { data: ADMIN });
  session = await first.storageState();
  await first.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  receiver = await startReceiver();
  context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 900 },
    storageState: session,
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
});

afterEach(async () => {
  await context.close();
  await receiver.close();
  await api.delete(`/webhooks/${webhook.id}`);
});

/** Makes the webhook of the test. Without retries, a failed attempt is the end of a delivery. */
async function makeWebhook(input: Record<string, unknown> = {}): Promise<void> {
  webhook = await createWebhook(api, { name: 'Ledger', url: receiver.url, ...input });
}

const ONCE = { retry: { enabled: false } };
const deleted = (name: string) => ({
  type: 'tag.deleted',
  data: { object: { object: 'tag', id: 'tag_2', name } },
});

/** Publishes an event and waits until its delivery is as waited for. */
async function deliver(
  input: Record<string, unknown> = {},
  holds: (delivery: Delivery) => boolean = isFinal,
): Promise<Delivery> {
  const event = await publish(api, input);
  const { id } = await deliveryOf(api, webhook.id, event.id);
  return untilDelivery(api, id, holds);
}

async function openLog(query = ''): Promise<void> {
  await page.goto(`/dashboard/settings/webhooks/${webhook.id}/deliveries${query}`);
  await page.getByRole('heading', { name: 'Deliveries', level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** The rows of deliveries: each has a button that opens or closes it. */
function rows(): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('button', { name: /^(View|Close) / }) });
}

function untilRows(count: number): Promise<number> {
  return until(
    () => rows().count(),
    (shown) => shown === count,
    { what: `${count} rows` },
  );
}

const failedSection = () => page.getByRole('region', { name: 'Failed deliveries' });
const searchBox = () => page.getByRole('searchbox', { name: /^Search by/ });
const copied = () => page.evaluate(() => navigator.clipboard.readText());
const parameters = () => new URL(page.url()).searchParams;

describe('the filters of the delivery log', () => {
  test('land in the URL, hold together, survive a reload, and are cleared at once', async () => {
    await makeWebhook(ONCE);
    await deliver();
    receiver.behaviour = status(500);
    const failed = await deliver(deleted('a'));
    await deliver();
    await openLog();
    await untilRows(3);

    await page.getByRole('button', { name: 'Status', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await untilRows(2);
    await page.getByRole('checkbox', { name: 'Retrying' }).check();
    await page.keyboard.press('Escape');
    expect(parameters().get('status')).toBe('failed,retrying');

    await page.getByRole('button', { name: 'Event type', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search event type' }).fill('tag.del');
    await page.getByRole('checkbox', { name: 'tag.deleted' }).check();
    await page.keyboard.press('Escape');
    await untilRows(1);
    expect(parameters().get('type')).toBe('tag.deleted');

    await page.getByRole('button', { name: 'Date range' }).click();
    await page.getByRole('button', { name: 'Last hour' }).click();
    expect(parameters().get('within')).toBe('1h');
    await page.reload();
    for (const name of ['Status: Failed, Retrying', 'Event type: tag.deleted', 'Last hour'])
      await page.getByRole('button', { name, exact: true }).waitFor();
    await untilRows(1);
    expect(await rows().first().innerText()).toContain('tag.deleted');

    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await untilRows(3);
    expect(new URL(page.url()).search).toBe('');

    for (const id of [failed.event_id, failed.id]) {
      await searchBox().fill(id);
      await untilRows(1);
    }
    await searchBox().fill('ada@example.com');
    await page.getByRole('heading', { name: 'No delivery matches' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await untilRows(3);
    expect(await searchBox().inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('follow the address, the search box too', async () => {
    await makeWebhook();
    const delivery = await deliver();
    await openLog();
    await untilRows(1);
    const elsewhere = `?q=${delivery.id.replace(/.$/, 'x')}`;
    await page.evaluate((address) => window.history.pushState(null, '', address), elsewhere);
    await page.getByRole('heading', { name: 'No delivery matches' }).waitFor();
    expect(await searchBox().inputValue()).toBe(parameters().get('q'));
    await page.goBack();
    await untilRows(1);
    expect(await searchBox().inputValue()).toBe('');
    await page.goForward();
    await untilRows(0);
    expect(await searchBox().inputValue()).toBe(parameters().get('q'));
    expect(complaints).toEqual([]);
  });

  test('take a range of one’s own', async () => {
    await makeWebhook();
    await deliver();
    await openLog('?before=2020-01-01T00:00:00.000Z');
    await page.getByRole('heading', { name: 'No delivery matches' }).waitFor();
    await page.getByRole('button', { name: /^Until / }).click();
    await page.getByLabel('From', { exact: true }).fill('2020-02-01T00:00');
    await page.getByText('This is before the start.').waitFor();
    await page.getByLabel('To', { exact: true }).fill('2099-01-01T00:00');
    await page.getByRole('button', { name: 'Apply' }).click();
    await untilRows(1);
    expect(parameters().get('after')).toMatch(/^2020-0/);
    expect(complaints).toEqual([]);
  });
});

describe('a delivery', () => {
  test('opens by keyboard and by link, and shows every attempt in full', async () => {
    await makeWebhook({ retry: { enabled: true, max_retries: 1, delays: ['1s'] } });
    receiver.next(status(503, { 'x-answer': '41' }, 'not yet'), status(200, {}, '{"thanks":true}'));
    const delivery = await deliver();
    await openLog();
    await page.getByRole('button', { name: /^View tag\.created/ }).press('Enter');
    await page.getByRole('tab', { name: /^Attempt 2 200/ }).waitFor();
    expect(parameters().get('delivery')).toBe(delivery.id);
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
    expect(await copied()).toMatch(/^503 Service Unavailable[\s\S]*\n\nnot yet$/);

    await page.reload();
    await page.getByRole('tab', { name: /^Attempt 2/ }).waitFor();
    await page.getByRole('region', { name: 'How it ended' }).getByText('Attempt 2 succeeded.').waitFor();
    await page.getByRole('tab', { name: /^Attempt 2/ }).press('Escape');
    await page.getByRole('tab').first().waitFor({ state: 'detached' });
    expect(parameters().has('delivery')).toBe(false);
    expect(complaints).toEqual([]);
  });

  test('is sent again by the command that was copied, byte by byte', async () => {
    const data = { object: { object: 'tag', id: 'tag_1', name: `it's "$HOME" \`id\` \\ ünï مرحبا` } };
    await makeWebhook({ headers: { 'X-Note': `it's $HOME "quoted" \\ \`id\`` } });
    const delivery = await deliver({ data });
    await openLog(`?delivery=${delivery.id}`);
    await page.getByRole('button', { name: 'Copy as cURL' }).click();
    await run('sh', ['-c', `${await copied()} --silent --fail`]);
    const [first, again] = await receiver.received(2);
    expect(again!.body.equals(first!.body)).toBe(true);
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type', 'x-note'])
      expect(again!.headers[name], name).toBe(first!.headers[name]);
  });

  test('is retried at once, and cancelled only after a question', async () => {
    await makeWebhook();
    receiver.behaviour = status(500);
    const first = await deliver({}, (delivery) => delivery.status === 'retrying');
    const second = await deliver(deleted('b'), (delivery) => delivery.status === 'retrying');
    await openLog(`?delivery=${second.id}`);
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
    await rows().filter({ hasText: 'tag.created' }).getByText('Succeeded').waitFor();
    expect(receiver.ofEvent(first.event_id)).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  test('stays where it is while new ones arrive', async () => {
    await makeWebhook();
    const delivery = await deliver();
    await openLog(`?delivery=${delivery.id}`);
    await page.getByRole('tab').first().waitFor();
    const before = await rows().first().boundingBox();
    await deliver();
    await deliver();
    const pill = page.getByRole('button', { name: '2 new deliveries' });
    await pill.waitFor();
    expect(await rows().first().boundingBox()).toEqual(before);
    await pill.click();
    await untilRows(3);
    await page.getByRole('button', { name: /^Close / }).click();
    await page.mouse.move(5, 5);
    await deliver();
    await untilRows(4);
    expect(complaints).toEqual([]);
  });
});

describe('a long log', () => {
  async function publishMany(count: number): Promise<void> {
    const before = receiver.arrivals.length;
    const events = Array.from({ length: count }, () => TAG_CREATED);
    expect((await api.post('/events/batch', { events })).status).toBe(202);
    await receiver.received(before + count);
  }

  test('loads page by page, and does not move under somebody who has scrolled', async () => {
    await makeWebhook();
    await publishMany(60);
    await openLog();
    await untilRows(50);
    await page.getByRole('button', { name: 'Load more' }).click();
    await untilRows(60);
    const middle = rows().nth(30);
    await middle.scrollIntoViewIfNeeded();
    await page.mouse.move(5, 5);
    const before = await middle.boundingBox();
    await publish(api);
    const pill = page.getByRole('button', { name: '1 new delivery' });
    await pill.waitFor();
    expect(await middle.boundingBox()).toEqual(before);
    await pill.click();
    await untilRows(61);
    expect((await rows().first().boundingBox())!.y).toBeGreaterThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test('keeps what is shown when more arrives at once than is read at a time', async () => {
    await makeWebhook();
    await publishMany(60);
    await openLog();
    await untilRows(50);
    await rows()
      .nth(3)
      .getByRole('button', { name: /^View / })
      .click();
    await page.getByRole('tab').first().waitFor();
    await page.getByRole('button', { name: 'Load more' }).click();
    await untilRows(60);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.mouse.move(5, 5);
    const before = await rows().nth(3).boundingBox();
    await publishMany(150);
    const pill = page.getByRole('button', { name: '60+ new deliveries' });
    await pill.waitFor();
    expect(await rows().nth(3).boundingBox()).toEqual(before);
    expect(await rows().count()).toBe(60);
    await page.getByRole('button', { name: /^Close / }).click();
    await pill.waitFor({ state: 'detached' });
    await untilRows(60);
    await page.getByRole('button', { name: 'Load more' }).click();
    await untilRows(110);
    expect(complaints).toEqual([]);
  });

  test('shows what becomes of a row that is far down, open or not', async () => {
    await makeWebhook(ONCE);
    receiver.next(status(500), status(500));
    await deliver();
    await deliver();
    await publishMany(101);
    await openLog();
    await untilRows(50);
    for (const count of [100, 103]) {
      await page.getByRole('button', { name: 'Load more' }).click();
      await untilRows(count);
    }
    await rows()
      .nth(101)
      .getByRole('button', { name: /^Retry / })
      .click();
    await rows().nth(101).getByText('Succeeded').waitFor();
    await rows()
      .nth(102)
      .getByRole('button', { name: /^View / })
      .click();
    await page.getByRole('tab', { name: /^Attempt 1 500/ }).waitFor();
    await page.getByRole('button', { name: 'Retry now', exact: true }).last().click();
    await page.getByRole('tab', { name: /^Attempt 2 204/ }).waitFor();
    await rows().nth(102).getByText('Succeeded').waitFor();
    await page.getByRole('button', { name: /^Close / }).click();
    await page.mouse.move(5, 5);
    await rows().nth(102).getByText('Succeeded').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('what failed', () => {
  test('is summed up, retried all at once, and cleared', async () => {
    await makeWebhook(ONCE);
    receiver.behaviour = status(500);
    await Promise.all([deliver(), deliver(), deliver()]);
    await openLog();
    await failedSection().getByText('http_5xx, 3 of 3').waitFor();
    receiver.next(status(204));
    await failedSection().getByRole('button', { name: 'Retry all failed' }).click();
    const retryAll = page.getByRole('dialog', { name: 'Retry 3 failed deliveries?' });
    await retryAll.waitFor();
    await expectAccessible(page);
    await retryAll.getByRole('button', { name: 'Retry all' }).click();
    await page.getByText('3 deliveries are being retried').waitFor();
    await receiver.received(6);
    await failedSection().getByText('http_5xx, 2 of 2').waitFor();

    await failedSection().getByRole('button', { name: 'Clear failed log' }).click();
    const clear = page.getByRole('dialog', { name: 'Clear 2 failed deliveries?' });
    await clear.getByRole('button', { name: 'Clear failed log' }).click();
    await page.getByText('2 failed deliveries were cleared').waitFor();
    await failedSection().getByText('nothing failed').waitFor();
    await rows().getByText('Cleared').nth(1).waitFor();
    expect(complaints).toEqual([]);
  });

  test('says so without moving the log, also when it cannot be counted', async () => {
    await makeWebhook(ONCE);
    await deliver();
    await openLog();
    await failedSection().getByText('nothing failed').waitFor();
    const before = await page.getByRole('table').boundingBox();
    receiver.behaviour = status(500);
    await deliver();
    await failedSection().getByText('http_5xx, 1 of 1').waitFor();
    expect((await page.getByRole('table').boundingBox())!.y).toBe(before!.y);
    expect(complaints).toEqual([]);

    await page.route('**/trpc/deliveries.failedSummary*', async (route) => {
      await pause(1_500);
      await route.continue();
    });
    await page.reload();
    await page.locator('[aria-label="Failed deliveries"][aria-busy]').waitFor();
    await untilRows(2);
    const skeleton = await failedSection().boundingBox();
    await failedSection().getByText('http_5xx, 1 of 1').waitFor();
    expect(await failedSection().boundingBox()).toEqual(skeleton);

    await page.route('**/trpc/deliveries.failedSummary*', (route) => route.abort());
    await page.reload();
    const notice = page.getByRole('alert').filter({ hasText: 'Could not count what failed' });
    await notice.waitFor();
    await expectAccessible(page);
    await page.unroute('**/trpc/deliveries.failedSummary*');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await failedSection().getByText('http_5xx, 1 of 1').waitFor();
  });

  test('is exported as it is filtered', async () => {
    await makeWebhook({ ...ONCE, name: 'Ledger, "EU"' });
    await deliver();
    receiver.behaviour = status(500);
    const failed = [await deliver(), await deliver(deleted('c'))];
    await openLog('?status=failed');
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
      failed.toReversed().map(({ id }) => [id, 'failed']),
    );
    expect(complaints).toEqual([]);
  });

  test('for good pauses the webhook, which says so and can be resumed', async () => {
    await makeWebhook();
    receiver.behaviour = status(410);
    await deliver({}, (delivery) => delivery.attempts_made === 1);
    for (const path of ['', '/deliveries']) {
      await page.goto(`/dashboard/settings/webhooks/${webhook.id}${path}`);
      await page.getByText('Webhook paused because the endpoint answered 410 Gone.').waitFor();
      await expectAccessible(page);
    }
    await page.getByRole('note').getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Webhook paused because').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each([1280, 390])('all of it is accessible and as wide as the screen, %i px', async (width) => {
    await makeWebhook({ ...ONCE, name: 'مستودع البيانات '.repeat(6).trim() });
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 860 });
    await openLog();
    await page.getByText('No deliveries yet').waitFor();
    await expectAccessible(page);
    await deliver();
    receiver.behaviour = status(500);
    const failed = await deliver(deleted('مرحبا'));
    await openLog(`?delivery=${failed.id}`);
    await page.getByRole('tab').first().waitFor();
    await failedSection().waitFor();
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
    expect(complaints).toEqual([]);
  });
});

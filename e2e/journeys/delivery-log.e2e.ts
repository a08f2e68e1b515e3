import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { expectFits } from '../support/expect-fits.ts';
import { hang, type Receiver, status } from '../support/receiver.ts';
import { createWebhook, untilDelivery } from '../support/samples.ts';
import { deleted, logJourney, ONCE } from './log-journey.ts';

const run = promisify(execFile);

const COLUMNS = ['Time', 'Event id', 'Type', 'Status', 'Result', 'Response time', 'Attempt', 'Actions'];
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
    const email = { object: 'email', id: 'eml_1', email: 'ada@example.com' };
    await log.deliver({ type: 'email.opened', data: { object: email } });
    await log.openLog();
    await log.untilRows(3);
    const heads = await page.getByRole('columnheader').allInnerTexts();
    expect(heads.map((each) => each.trim())).toEqual(COLUMNS);

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
    await log.rows().getByRole('cell', { name: 'email.opened', exact: true }).waitFor();
    await log.untilRows(1);
    await log.searchBox().fill('eve@example.com');
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
    const [after, before] = ['2020-01-02T12:00:03.000Z', '2020-01-02T12:00:41.000Z'];
    await log.openLog(`?after=${after}&before=${before}`);
    await page.getByRole('heading', { name: 'No delivery matches' }).waitFor();
    const chip = page.getByRole('button', { name: /^2 Jan, .* to 2 Jan, / });
    await chip.click();
    // The fields have no seconds; what nobody touched keeps its own.
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Apply' }).waitFor({ state: 'detached' });
    expect(Object.fromEntries(log.parameters())).toMatchObject({ after, before });
    await chip.click();
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
    const body = receiver.arrivals[1]!.body.toString();
    expect(await request.innerText()).toContain(body);
    await page.getByRole('button', { name: 'Copy the request' }).click();
    const copied = await log.copied();
    expect(copied).toMatch(/^POST http[^\n]*\/hooks\n[^]*\nx-tidings-attempt: 2\n/);
    expect(copied.split('\n\n').at(-1)).toBe(body);
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
    await log.makeWebhook({
      // As curl's patterns are written, too.
      url: `${receiver.url}?ids[]={1,2}`,
      headers: { 'X-Note': `it's $HOME "quoted" \\ \`id\``, 'X-Empty': '' },
    });
    const delivery = await log.deliver({ data });
    await log.openLog(`?delivery=${delivery.id}`);
    await page.getByRole('button', { name: 'Copy as cURL' }).click();
    await run('sh', ['-c', `${await log.copied()} --silent --fail`]);
    const [first, again] = await receiver.received(2);
    expect(again!.body.equals(first!.body)).toBe(true);
    expect(again!.path).toBe(first!.path);
    const kept = [
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
      'content-type',
      'x-note',
      'x-empty',
    ];
    for (const name of kept) expect(again!.headers[name], name).toBe(first!.headers[name]);
    expect(first!.headers['x-empty']).toBe('');
    await page.getByRole('link', { name: 'View event' }).click();
    await page.waitForURL(`**/dashboard/events?event=${delivery.event_id}`);
  });

  test('tells of a receiver that takes it, fails, hangs, and is gone', async () => {
    await log.makeWebhook({ ...ONCE, timeout_seconds: 1 });
    await log.deliver();
    receiver.behaviour = status(500);
    await log.deliver();
    receiver.behaviour = hang;
    await log.deliver();
    await receiver.close();
    await log.deliver();
    await log.openLog();
    await log.untilRows(4);
    const told = await log.rows().allInnerTexts();
    for (const [at, words] of [
      /Failed\s+(refused|reset)/,
      /Failed\s+timeout/,
      /Failed\s+500/,
      /Succeeded\s+204/,
    ].entries())
      expect(told[at]).toMatch(words);
    await log.failedSection().getByText('1 of 3').waitFor();
    for (const [at, sentence] of [
      'The endpoint refused the connection. Check that a server listens on this port.',
      'The endpoint did not answer within 1 second.',
      'The endpoint answered 500.',
      'The endpoint answered 204.',
    ].entries()) {
      await log
        .rows()
        .nth(at)
        .getByRole('button', { name: /^View / })
        .press('Enter');
      await page.getByText(sentence).first().waitFor();
      await page.keyboard.press('Enter');
    }
  });

  test('is retried at once, and cancelled only after a question', async () => {
    await log.makeWebhook();
    receiver.behaviour = status(500);
    const first = await log.deliver({}, (delivery) => delivery.status === 'retrying');
    const second = await log.deliver(deleted('b'), (delivery) => delivery.status === 'retrying');
    // What is retried no more stands apart from what is.
    await api.patch(`/webhooks/${log.webhook.id}`, ONCE);
    await log.deliver(deleted('c'));
    await log.openLog(`?delivery=${second.id}`);
    const facts = () => log.failedSection().innerText();
    await expect
      .poll(facts, { timeout: 15_000 })
      .toMatch(/Failed\s+1\s+no more retries\s+Retrying\s+2\s+pending another/);
    expect(await facts()).toMatch(/http_5xx, 3 of 3\s+Next retry\s+in \d[\w ]+\s+at \d\d:\d\d/);
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
    const { id: other } = await createWebhook(api, { name: 'Other', url: receiver.url });
    const delivery = await log.deliver();
    // In the log of another webhook a link to it says so, holds nothing, and leads to it.
    await page.goto(`/dashboard/settings/webhooks/${other}/deliveries?delivery=${delivery.id}`);
    await page.getByText(`The delivery ${delivery.id} belongs to another webhook.`).waitFor();
    await log.untilRows(1);
    await expectAccessible(page);
    await log.deliver();
    await log.untilRows(2);
    await page.getByRole('link', { name: 'Show it there' }).click();
    await page.waitForURL(`**/webhooks/${log.webhook.id}/deliveries?delivery=${delivery.id}`);
    await page.getByRole('tab').first().waitFor();
    // What is open on its page is not open on that of the one before it, and about that.
    await page.getByRole('button', { name: 'Send example event' }).click();
    const example = page.getByRole('dialog', { name: 'Send example event' });
    await example.waitFor();
    await page.goBack();
    await page.getByText(`The delivery ${delivery.id} belongs to another webhook.`).waitFor();
    expect(await example.count()).toBe(0);
    await page.goForward();
    await page.getByRole('tab').first().waitFor();
    await api.delete(`/webhooks/${other}`);
    const before = await log.rows().first().boundingBox();
    await log.deliver();
    await log.deliver();
    const pill = page.getByRole('button', { name: '2 new deliveries' });
    await pill.waitFor();
    expect(await log.rows().first().boundingBox()).toEqual(before);
    await pill.click();
    await log.untilRows(4);
    await page.getByRole('button', { name: /^Close / }).click();
    await page.mouse.move(5, 5);
    await log.deliver();
    await log.untilRows(5);
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
    await expectFits(page);
  });
});

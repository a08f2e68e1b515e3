import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { expectFits } from '../support/expect-fits.ts';
import { type Receiver, status } from '../support/receiver.ts';
import { createWebhook, publish } from '../support/samples.ts';
import type { Webhook } from '../support/shapes.ts';
import { until } from '../support/until.ts';
import { exampleOf, explanationOf, missedBy, openEvents, untilReplay } from './events-journey.ts';
import { deleted, logJourney, ONCE } from './log-journey.ts';

const log = logJourney();
let page: Page;
let api: Api;
let receiver: Receiver;
beforeEach(() => {
  ({ page, api, receiver } = log);
});

/** A busy machine takes its time. */
const PATIENCE = { timeout: 15_000 };

const publishMany = (count: number) =>
  api.post('/events/batch', { events: Array.from({ length: count }, () => deleted('many')) });

/** As where the newest were looked through in vain: by itself it goes on, and keeps what it finds when it reads again. */
async function expectLooksFurther(id: string): Promise<void> {
  const { explain: _, ...found } = (await api.get<{ explain: unknown }>(`/events/${id}`)).body;
  const seen = Promise.withResolvers<void>();
  const asked = { newest: 0, further: 0 };
  const answer = (data: object[], next: string | null) => ({
    json: { result: { data: { data, has_more: next !== null, next_cursor: next } } },
  });
  await page.route('**/trpc/events.list*', async (route) => {
    const isFurther = route.request().url().includes('further');
    asked[isFurther ? 'further' : 'newest'] += 1;
    if (!isFurther) return route.fulfill(answer([], 'further'));
    await seen.promise;
    return route.fulfill(answer([found], null));
  });
  await page.goto('/dashboard/events?type=email.opened');
  await page.getByRole('heading', { name: 'No event found yet' }).waitFor();
  await expectAccessible(page);
  seen.resolve();
  await log.untilRows(1);
  const before = asked.newest;
  await until(
    async () => {
      await publish(api, deleted('more'));
      return asked.newest;
    },
    (newest) => newest > before + 1,
    { what: 'the newest are read again, twice' },
  );
  await log.untilRows(1);
  expect(asked.further).toBe(1);
}

describe('the event log', () => {
  test('says how to publish while there is no event, then shows each within seconds', async () => {
    await log.makeWebhook();
    await openEvents(log);
    await page.getByRole('heading', { name: 'No events yet' }).waitFor();
    expect(await page.getByRole('region', { name: 'Command that publishes an event' }).innerText()).toMatch(
      /^curl -X POST 'http[\s\S]+tidings-account: acct_[\s\S]+"type": "tag\.created"/,
    );
    await expectAccessible(page);
    await publish(api);
    await log.untilRows(1);
  });

  test('is filtered by type, time, and what an event is about; all of it in the URL', async () => {
    await log.makeWebhook();
    const opened = await exampleOf(api, 'email.opened');
    const event = await publish(api, opened);
    await publish(api, deleted('other'));
    await openEvents(log);
    await page.getByRole('button', { name: 'Event type', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search event type' }).fill('email.op');
    await page.getByRole('button', { name: 'email.opened', exact: true }).click();
    await log.untilRows(1);
    await page.getByRole('button', { name: 'Date range' }).click();
    await page.getByRole('button', { name: 'Last hour' }).click();
    expect(Object.fromEntries(log.parameters())).toEqual({ type: 'email.opened', within: '1h' });
    await page.reload();
    await page.getByRole('button', { name: 'Event type: email.opened', exact: true }).waitFor();
    await log.untilRows(1);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await log.rows().nth(1).waitFor();
    expect(new URL(page.url()).search).toBe('');

    await log.searchBox().fill(event.id);
    await log.untilRows(1);
    await page.getByRole('button', { name: /^View email\.opened/ }).click();
    await page
      .getByRole('group', { name: 'Find other events' })
      .getByRole('button', { name: /^email: / })
      .click();
    await log.untilRows(1);
    expect(log.parameters().get('q')).toContain('@');
    expect(await log.searchBox().inputValue()).toBe(log.parameters().get('q'));
    await log.searchBox().fill('nobody@example.com');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await log.rows().first().waitFor();
    await expectLooksFurther(event.id);
  });

  test('stays where it is while new events arrive, and goes on downwards', async () => {
    await log.makeWebhook({ events: ['email.opened'] });
    await publishMany(120);
    await openEvents(log, '?type=tag.deleted');
    await log.untilRows(50);
    await log.scrollToOldest();
    expect(await log.loaded()).toBeGreaterThanOrEqual(120);
    expect(await log.toldRows()).toBe((await log.loaded()) + 1);
    await page
      .getByRole('button', { name: /^View / })
      .first()
      .click();
    await page.getByRole('region', { name: 'Envelope' }).waitFor();
    const before = await log.rows().first().boundingBox();
    await publishMany(2);
    const pill = page.getByRole('button', { name: '2 new events' });
    await pill.waitFor();
    expect(await log.rows().first().boundingBox()).toEqual(before);
    await pill.click();
    await pill.waitFor({ state: 'detached' });
  });
});

describe('an event', () => {
  test('says what became of it at every webhook, and why', async () => {
    receiver.behaviour = (response, arrival) => {
      const [, code = '204'] = /\/answers\/(\d+)$/.exec(arrival.path) ?? [];
      status(Number(code))(response, arrival);
    };
    await log.makeWebhook();
    const { url } = receiver;
    const answering = (code: number) => `${url}/answers/${code}`;
    const others = await Promise.all([
      createWebhook(api, { name: 'Only purchases', url, events: ['purchase.*'] }),
      createWebhook(api, { name: 'Only premium', url, filter: { 'object.name': 'premium' } }),
      createWebhook(api, { name: 'Broken', url: answering(500) }),
      createWebhook(api, { name: 'Broken for good', url: answering(500), ...ONCE }),
      createWebhook(api, { name: 'Gone', url: answering(410) }),
      createWebhook(api, { name: 'On holiday', url }),
    ]);
    await api.patch(`/webhooks/${others.at(-1)!.id}`, { status: 'paused' });
    const gone = others.at(-2)!.id;
    await publish(api);
    await until(
      async () => (await api.get<Webhook>(`/webhooks/${gone}`)).body.status,
      (now) => now === 'disabled',
      { what: 'the webhook that is gone is disabled' },
    );
    const delivery = await log.deliver(deleted('vip'));
    await openEvents(log);
    await page
      .getByRole('button', { name: /^View tag\.deleted/ })
      .first()
      .press('Enter');
    await explanationOf(log, 'Ledger').getByText('Delivered by attempt 1.').waitFor();
    await explanationOf(log, 'Only purchases').getByText('Not subscribed').waitFor();
    for (const [name, words] of [
      ['Only premium', /Filtered out\s+.*object\.name.*"vip"/],
      [
        'Broken',
        /Pending\s+1 attempt failed, the last with HTTP 500\. The next one is planned for \d+ \w{3}, \d\d:\d\d\./,
      ],
      ['Broken for good', /Failed\s+1 attempt failed, the last with HTTP 500\. No further one is planned\./],
      ['Gone', /Inactive\s+The webhook was disabled when this event came\./],
      ['On holiday', /Paused\s+The webhook was paused when this event came\./],
    ] as const)
      await expect.poll(() => explanationOf(log, name).innerText(), PATIENCE).toMatch(words);
    expect(log.parameters().get('event')).toBe(delivery.event_id);
    await page.getByRole('button', { name: 'Copy the event', exact: true }).click();
    expect(JSON.parse(await log.copied())).toMatchObject({ id: delivery.event_id, ...deleted('vip') });
    await expectAccessible(page);

    await page.reload();
    await explanationOf(log, 'Ledger').waitFor();
    await page.getByRole('region', { name: 'Envelope' }).press('Escape');
    await page.getByRole('region', { name: 'Envelope' }).waitFor({ state: 'detached' });
    expect(log.parameters().has('event')).toBe(false);
    await page
      .getByRole('button', { name: /^View tag\.deleted/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'View the delivery to Ledger' }).click();
    await page.waitForURL(`**/deliveries?delivery=${delivery.id}`);
    await page.getByRole('tab').first().waitFor();
    await Promise.all(others.map(({ id }) => api.delete(`/webhooks/${id}`)));
  });

  test('is delivered once more after a question, and shows it', async () => {
    await log.makeWebhook();
    const { event_id: id } = await log.deliver(deleted('again'));
    await openEvents(log, `?event=${id}`);
    await page.getByRole('button', { name: 'Replay this event' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay this event?' });
    await dialog.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(log.parameters().get('event')).toBe(id);
    await page.getByRole('button', { name: 'Replay to Ledger' }).click();
    await dialog.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('1 delivery is on the way').waitFor();
    await receiver.received(2);
    expect(receiver.ofEvent(id)).toHaveLength(2);
  });

  test('that does not exist is said to, beside the log', async () => {
    log.complaints.refuses(404, 'events.get');
    await log.makeWebhook();
    await log.deliver();
    await openEvents(log, '?event=evt_01k9w3m5kqe8nb2v7x4r6t0zcd');
    await page.getByText('There is no event').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByText('There is no event').waitFor({ state: 'detached' });
  });
});

describe('a replay', () => {
  test('sends what a paused webhook has missed: counted, resumed, started, followed to its end', async () => {
    await log.makeWebhook();
    await api.patch(`/webhooks/${log.webhook.id}`, { status: 'paused' });
    await publishMany(3);
    const missed = await missedBy(api, log.webhook.id);
    await page.goto(`/dashboard/settings/webhooks/${log.webhook.id}`);
    await page.getByRole('link', { name: 'Replay what was missed' }).click();
    const panel = page.getByRole('dialog', { name: 'Replay events' });
    await panel.getByRole('button', { name: 'Preview' }).click();
    await panel.getByRole('status').getByText(`${missed} deliveries`).waitFor();
    await expectAccessible(page);
    expect(await panel.getByRole('button', { name: 'Start replay' }).isDisabled()).toBe(true);
    await panel.getByRole('button', { name: 'Resume' }).click();
    await panel.getByRole('button', { name: 'Start replay' }).click();
    const progress = page.getByRole('dialog', { name: 'Replay', exact: true });
    await progress.getByText('Completed', { exact: true }).waitFor({ timeout: 60_000 });
    const replay = await untilReplay(api, 'completed', ({ status }) => status === 'completed');
    expect(log.parameters().get('replay')).toBe(replay.id);
    expect(replay.total).toBe(missed);
    expect(receiver.arrivals).toHaveLength(missed);
    await page.reload();
    await progress.getByText(`${missed} deliveries attempted`).waitFor();
    await progress.getByText(`${missed} succeeded`).waitFor();
    await expectAccessible(page);
    await progress.getByRole('link', { name: 'All replays' }).click();
    await page.getByRole('list', { name: 'Replays, newest first' }).getByText('Completed').first().waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
  });

  test('is cancelled only after a question', async () => {
    await publishMany(120);
    await log.makeWebhook({ rate_limit: 1 });
    await openEvents(log);
    await page.getByRole('link', { name: 'Replay events' }).click();
    const panel = page.getByRole('dialog', { name: 'Replay events' });
    await panel.getByText('Last hour').click();
    await panel.getByRole('combobox', { name: 'Webhook' }).click();
    await page.getByRole('option', { name: 'Ledger' }).click();
    await panel.getByRole('button', { name: 'Preview' }).click();
    await panel.getByRole('button', { name: 'Start replay' }).click();
    const progress = page.getByRole('dialog', { name: 'Replay', exact: true });
    await progress.getByText(/^[1-9]\d* of \d+ deliveries attempted/).waitFor({ timeout: 60_000 });
    await progress.getByText(/a second, about/).waitFor({ timeout: 60_000 });
    await progress.getByRole('button', { name: 'Cancel replay' }).click();
    const question = progress.getByRole('group', { name: 'Cancel this replay?' });
    await question.getByRole('button', { name: 'Let it go on' }).click();
    await page.reload();
    await progress.getByRole('button', { name: 'Cancel replay' }).click();
    await question.getByRole('button', { name: 'Cancel replay' }).click();
    await progress.getByText('Cancelled', { exact: true }).waitFor();
    const replay = await untilReplay(api, 'cancelled', ({ status }) => status === 'cancelled');
    expect(replay.done).toBeLessThan(replay.total);
  });

  test('keeps what was typed, says what is wrong at its field, and sends no more than was asked for', async () => {
    await log.makeWebhook(ONCE);
    receiver.next(status(204), status(500), status(500));
    await log.deliver(deleted('taken'));
    await log.deliver();
    const { event_id: wanted } = await log.deliver(deleted('refused'));
    await openEvents(log, '?replay=new');
    const panel = page.getByRole('dialog', { name: 'Replay events' });
    await panel.getByText('Custom', { exact: true }).click();
    await panel.getByRole('button', { name: 'Preview' }).click();
    await panel.getByText('Say from when.').waitFor();
    await panel.getByLabel('From').fill('2026-11-02T10:00');
    await panel.getByLabel('To', { exact: true }).fill('2026-11-01T10:00');
    await panel.locator('input[type="radio"][value="failed"]').check();
    await panel.getByRole('button', { name: 'Preview' }).click();
    await panel.getByText('This is before the start.').waitFor();
    await expectAccessible(page);
    await page.reload();
    expect(await panel.getByLabel('From').inputValue()).toBe('2026-11-02T10:00');
    expect(await panel.locator('input[type="radio"][value="failed"]').isChecked()).toBe(true);

    // Nor is it lost unasked, and Escape in the question answers that alone.
    const question = page.getByRole('dialog', { name: 'Leave without the replay?' });
    await panel.getByLabel('From').press('Escape');
    await question.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await panel.getByLabel('From').inputValue()).toBe('2026-11-02T10:00');

    await panel.getByText('Last hour').click();
    await panel.getByRole('combobox', { name: 'Event types' }).fill('tag.del');
    await page.getByRole('option', { name: 'tag.deleted' }).click();
    await page.keyboard.press('Tab'); // or the list would stay open over the next field
    await panel.getByRole('combobox', { name: 'Webhook' }).click();
    await page.getByRole('option', { name: 'Ledger' }).click();
    await panel.getByRole('button', { name: 'Preview' }).click();
    await panel.getByRole('status').getByText('1 delivery').waitFor();
    await panel.getByRole('button', { name: 'Start replay' }).click();
    const progress = page.getByRole('dialog', { name: 'Replay', exact: true });
    await progress.getByText('Completed', { exact: true }).waitFor({ timeout: 60_000 });
    expect(receiver.arrivals).toHaveLength(4);
    expect(receiver.ofEvent(wanted)).toHaveLength(2);

    // What was chosen anew is asked about too, and gone once it is left.
    await progress.getByRole('button', { name: 'Close' }).first().click();
    await page.getByRole('link', { name: 'Replay events' }).click();
    await panel.locator('input[type="radio"][value="failed"]').check();
    await panel.getByRole('button', { name: 'Close' }).click();
    await question.getByRole('button', { name: 'Leave' }).click();
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('link', { name: 'Replay events' }).click();
    expect(await panel.getByRole('radio', { name: 'All', exact: true }).isChecked()).toBe(true);
  });
});

// Not every theme at every width: what breaks in one breaks at both widths, and the other way round.
describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('%i px wide, in the %s theme', (width, colorScheme) => {
  test('all of it is accessible and as wide as the screen', async () => {
    await log.makeWebhook({ name: 'مستودع البيانات '.repeat(6).trim() });
    const { event_id: id } = await log.deliver(await exampleOf(api, 'email.opened'));
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 860 });
    await openEvents(log, `?event=${id}`);
    await page.getByRole('region', { name: 'What became of it' }).getByText('Delivered').first().waitFor();
    await expectAccessible(page);
    await expectFits(page);
    await page.getByRole('button', { name: 'Event type', exact: true }).click();
    await page.getByRole('dialog', { name: 'Event type' }).waitFor();
    await expectAccessible(page);
    for (const [query, title] of [
      ['?replay=new', 'Replay events'],
      ['?replay=all', 'Replays'],
    ] as const) {
      await openEvents(log, query);
      const panel = page.getByRole('dialog', { name: title });
      await panel.waitFor();
      await expectAccessible(page);
      const { scrollWidth, clientWidth } = await panel.evaluate(
        ({ scrollWidth: inside, clientWidth: wide }) => ({ scrollWidth: inside, clientWidth: wide }),
      );
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    }
  });
});

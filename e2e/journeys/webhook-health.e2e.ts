import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { expectFits } from '../support/expect-fits.ts';
import { hang, type Receiver, status } from '../support/receiver.ts';
import { TAG_CREATED } from '../support/samples.ts';
import type { CreatedWebhook } from '../support/shapes.ts';
import { textIn } from '../support/text-in.ts';
import { untilLoaded } from '../support/until-loaded.ts';
import { subscribeToExtinct } from './extinct-type.ts';
import { logJourney, ONCE } from './log-journey.ts';
import { fillSecurity, SECURED } from './security-step.ts';

const journey = logJourney();
let page: Page;
let receiver: Receiver;
beforeEach(() => {
  ({ page, receiver } = journey);
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const region = (name: string) => page.getByRole('region', { name, exact: true });

async function open(path = ''): Promise<void> {
  await page.goto(`/dashboard/settings/webhooks/${journey.webhook.id}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await untilLoaded(page);
}

/** A busy machine takes its time. */
const PATIENCE = { timeout: 15_000 };

/** What the diagnosis says in a row. */
const check = (title: string) => async () => {
  const row = region('Checks').getByRole('listitem');
  const words = await row.filter({ has: page.getByRole('heading', { name: title }) }).innerText();
  return words.replaceAll(/\s+/g, ' ').replace(`${title} `, '');
};

// Nobody has registered it, and nobody can: RFC 6761.
const NO_SUCH_HOST = 'https://gone.invalid/hooks';
const NO_SUCH_NAME = /^The name of the endpoint could not be resolved\. Check the host in the URL/;
const NOBODY_LISTENS = /^Nothing listens at that address and port\. Check that your server runs/;

const text = (locator: { innerText(): Promise<string> }) => () => locator.innerText();

describe('the health of a webhook', () => {
  test('says what will be here, and then counts what was sent, in charts and in a table', async () => {
    await journey.makeWebhook(ONCE);
    await open();
    await region('Health').getByText('No attempts in the last 24 hours.').waitFor();

    // Slow enough for the axis to reach both limits.
    receiver.next((response) => void setTimeout(() => response.writeHead(204).end(), 1_850));
    await Promise.all([journey.deliver(), journey.deliver(), journey.deliver()]);
    receiver.behaviour = status(500);
    await journey.deliver();
    await open();
    await region('Health').getByText('25% of 4 attempts failed in the last 24 hours.').waitFor();
    await region('Health').getByText('Most often: Endpoint error (1).').waitFor();
    await page.getByRole('img', { name: 'Attempts: 4 total, 1 failed' }).locator('svg').first().waitFor();
    await page.getByRole('img', { name: 'Success rate of attempts: 75%' }).locator('svg').first().waitFor();
    const durations = page.getByRole('img', { name: /^Response time: min / });
    for (const limit of [/^warning 1,000\sms$/, /^critical 3,000\sms$/])
      await durations.getByText(limit).waitFor();

    await button('As a table').click();
    const row = region('Numbers by hour').getByRole('row').nth(1);
    await expect.poll(text(row)).toMatch(/, \d\d:00\s4\s1\s75\.0%/);

    await region('Health').getByText('30 days').click();
    await page.waitForURL('**?window=30d');
    await region('Numbers by day').waitFor();
    await page.reload();
    await region('Health').getByText('25% of 4 attempts failed in the last 30 days.').waitFor();
    // The charts keep their place while the log below is filtered.
    await button('Status').click();
    await page.getByRole('checkbox', { name: 'Failed' }).check();
    await page.waitForURL(/window=30d/);
    expect(journey.parameters().get('status')).toBe('failed');
    await journey.untilRows(1);
    await page.keyboard.press('Escape');
    await button('Clear').last().click();
    await journey.untilRows(4);
    expect(journey.parameters().get('window')).toBe('30d');
  });
});

describe('the test of a webhook', () => {
  test('sends a sample, shows request and answer, and counts for nothing', async () => {
    await journey.makeWebhook(ONCE);
    await open();
    await page.getByRole('link', { name: 'Test', exact: true }).click();
    await page.getByRole('heading', { name: 'Test', level: 1 }).waitFor();
    const choose = async (type: string) => {
      await page.getByRole('combobox', { name: 'Event type' }).fill(type);
      await page.getByRole('option', { name: type }).click();
    };
    await choose('tag.created');
    expect(journey.parameters().get('type')).toBe('tag.created');

    const data = page.getByRole('textbox', { name: 'Data' });
    await data.fill('{"object": ');
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay' }).click();
    await question.waitFor({ state: 'detached' });
    await choose('tag.deleted');
    await data.fill('{}');
    await choose('tag.created');
    expect(await textIn(data)).toBe('{"object": ');
    // An edit that is not sent would be asked about on the way out of here.
    await choose('tag.deleted');
    expect(await textIn(data)).toBe('{}');
    await button('Back to the example').click();
    await choose('tag.created');
    await button('Send test event').click();
    await page.getByText(/^This is not JSON/).waitFor();
    await data.fill('{"object": {"object": "tag", "id": 7}}');
    journey.complaints.refuses(422, 'trials.webhook');
    await button('Send test event').click();
    await page.getByText('/object/id', { exact: true }).waitFor();
    await button('Line 1').first().waitFor();
    expect(receiver.arrivals).toHaveLength(0);
    await expectAccessible(page);

    await data.fill(JSON.stringify({ object: { ...TAG_CREATED.data.object, name: 'tried' } }));
    await button('Send test event').click();
    await region('Result').getByText('Succeeded').waitFor();
    expect(receiver.arrivals).toHaveLength(1);
    expect(JSON.parse(String(receiver.arrivals[0]!.body))).toMatchObject({
      type: 'tag.created',
      data: { object: { name: 'tried' } },
    });
    await region('Request as it was sent').getByText('"tried"').waitFor();
    await region('Where the time went').getByText('Total').waitFor();

    await page.getByRole('link', { name: 'In the delivery log' }).click();
    await page.getByRole('tab', { name: /^Attempt 1 204/ }).waitFor();
    await open();
    await region('Health').getByText('No attempts in the last 24 hours.').waitFor();
  });

  test('sends a past event that was found by its campaign or its contact', async () => {
    await journey.makeWebhook(ONCE);
    const opened = (email: string, campaign_id: string) => ({
      type: 'email.opened',
      data: { object: { object: 'email', id: 'eml_1', email, campaign_id } },
    });
    await journey.deliver(opened('ada@example.com', 'cmp_autumn'));
    const { event_id: id } = await journey.deliver(opened('eve@example.com', 'cmp_winter'));
    await open('/test?from=event');
    const choice = (email: string) => page.getByRole('radio', { name: email });
    for (const [q, mine, other] of [
      ['ada@example.com', 'ada@example.com', 'eve@example.com'],
      ['cmp_winter', 'eve@example.com', 'ada@example.com'],
    ] as const) {
      await page.getByRole('searchbox').fill(q);
      await choice(other).waitFor({ state: 'detached' });
      expect(await choice(mine).count()).toBe(1);
    }
    await button('Send test event').click();
    await page.getByText('Choose one of the events.').waitFor();
    await choice('eve@example.com').check();
    expect(journey.parameters().get('event')).toBe(id);
    await expectAccessible(page);
    await button('Send test event').click();
    await region('Result').getByText('Succeeded').waitFor();
    expect(receiver.ofEvent(id)).toHaveLength(2);
  });

  test('shows that it waits, and what may be wrong where no answer comes', async () => {
    await journey.makeWebhook({ ...ONCE, timeout_seconds: 2 });
    receiver.behaviour = hang;
    await open('/test?type=tag.created');
    await button('Send test event').click();
    await page.getByText('Waiting for the endpoint, 2 seconds at most').waitFor();
    await region('Result').getByText('Failed', { exact: true }).waitFor();
    await region('Likely causes')
      .getByText('Endpoint did not respond within 2 seconds. Check your server.')
      .waitFor();
    await expectAccessible(page);

    const { port } = receiver;
    await receiver.close();
    await button('Send test event').click();
    await region('Likely causes').getByText(NOBODY_LISTENS).waitFor();
    await region('Likely causes').getByRole('link', { name: 'Diagnose' }).click();
    await page.getByRole('heading', { name: 'Diagnosis', level: 1 }).waitFor();
    await button('Run diagnosis').click();
    await expect
      .poll(check('Connection'), PATIENCE)
      .toBe(
        `Failed Nothing listens at port ${port}. Next: Check that your server runs, and the port in the URL.`,
      );
    expect(await check('Host name')()).toBe('Passed The URL has an address, so no name has to be resolved.');
    await page
      .getByText('Not looked at, since it depends on what failed: Certificate and Response.')
      .waitFor();

    await journey.api.patch(`/webhooks/${journey.webhook.id}`, { url: NO_SUCH_HOST });
    await button('Run again').click();
    await expect
      .poll(check('Host name'), PATIENCE)
      .toMatch(/^Failed gone\.invalid cannot be resolved.*\. Next: Check the host in the URL for a typo/);
    await page.getByRole('link', { name: 'Test', exact: true }).click();
    await button('Send test event').click();
    await region('Likely causes').getByText(NO_SUCH_NAME).waitFor();
  });

  test('has the code that verifies it, in tabs, to be copied', async () => {
    await journey.makeWebhook();
    await open('/test');
    await page.getByRole('tab', { name: 'Python' }).click();
    const languages = page.getByRole('tablist', { name: 'Languages' }).getByRole('tab');
    expect(await languages.allInnerTexts()).toEqual([
      'Node.js with a library',
      'Node.js',
      'TypeScript',
      'Python',
      'Ruby',
      'PHP',
    ]);
    await button('Copy the code: Python').click();
    expect(await journey.copied()).toContain('hmac.compare_digest');
  });
});

describe('the diagnosis of a webhook', () => {
  test('runs when it is asked to, says what failed and what to do, and is copied as text', async () => {
    const extinct = await subscribeToExtinct(journey);
    receiver.behaviour = status(401);
    await open('/diagnose');
    await page.getByText('Whether the webhook is active.').waitFor();
    expect(receiver.arrivals).toHaveLength(0);
    await button('Run diagnosis').click();
    await region('Checks').getByText('2 of 9 checks failed, and there is 1 warning.').waitFor();
    expect(await check('Response')()).toMatch(/^Failed Endpoint answered 401.*Next: Verify the signature/);
    expect(await check('Connection')()).toBe(`Passed Port ${receiver.port} accepts connections.`);
    expect(await check('Certificate')()).toMatch(/^Warning The URL is plain http: .*Next: Use https/);
    expect(await check('Subscriptions')()).toBe(
      `Failed No event type matches "${extinct}". Next: Choose event types that are in the catalog.`,
    );
    await button('Copy the diagnosis as text').click();
    expect(await journey.copied()).toContain(`Diagnosis of Ledger (${journey.webhook.id})`);
    expect(await journey.copied()).toContain('FAIL  Response: Endpoint answered 401');

    receiver.behaviour = status(204);
    await button('Run again').click();
    await expect.poll(check('Response'), PATIENCE).toMatch(/^Passed Endpoint answered 204/);
    const { webhook } = journey;
    const changed = { url: webhook.url.replace('http:', 'https:'), events: ['tag.created'] };
    await journey.api.patch(`/webhooks/${webhook.id}`, { ...changed, status: 'paused' });
    await button('Run again').click();
    await button('Resume').click();
    await page.getByText('Ledger is active again').waitFor();
    await button('Resume').waitFor({ state: 'detached' });
    await expect
      .poll(check('Certificate'), PATIENCE)
      .toMatch(/^Failed The TLS handshake failed: .*Next: Check that this port/);
    expect(await check('Subscriptions')()).toBe('Passed Every subscription has event types.');
    expect((await journey.api.get(`/webhooks/${webhook.id}`)).body).toMatchObject({ status: 'active' });
  });
});

/** On from a step of the form to those with these questions. */
async function forward(...questions: string[]): Promise<void> {
  for (const question of questions) {
    await button('Continue').click();
    await page.getByRole('heading', { name: question, level: 1 }).waitFor();
  }
}

describe('a URL that is not saved yet', () => {
  test('is tried in the last step of creating a webhook', async () => {
    await journey.makeWebhook();
    receiver.behaviour = status(404);
    await page.goto('/dashboard/settings/webhooks/create?step=review');
    await button('Send a test').click();
    await page.getByRole('heading', { name: 'Where do events go?', level: 1 }).waitFor();
    await page.getByText('Endpoint must be a valid HTTPS URL.').waitFor();
    await page.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
    await button('Continue').click();
    await button('Select all').click();
    await forward('All of them, or some?', 'Security and retries');
    await fillSecurity(page);
    await forward('Review and create');
    await button('Send a test').click();
    await region('Test')
      .getByText(/^Endpoint answered 404: there is nothing at this path/)
      .waitFor();
    await button('Create anyway').waitFor();
    await expectAccessible(page);
    receiver.behaviour = status(204);
    await button('Test again').click();
    await region('Test').getByText('Succeeded').waitFor();
    await button('Create webhook').waitFor();
    expect(receiver.arrivals.map(({ headers }) => headers['x-team'])).toEqual(['crm', 'crm']);

    await receiver.close();
    await button('Test again').click();
    await region('Test').getByText(NOBODY_LISTENS).waitFor();
    await button('Edit Basics').click();
    await page.getByRole('textbox', { name: 'URL' }).fill(NO_SUCH_HOST);
    await forward('Which events?', 'All of them, or some?', 'Security and retries', 'Review and create');
    await button('Send a test').click();
    await region('Test').getByText(NO_SUCH_NAME).waitFor();
    await button('Create anyway').click();
    await page.getByRole('heading', { name: 'gone.invalid is ready' }).waitFor();
    await button('Copy the id').click();
    const { body: made } = await journey.api.get<CreatedWebhook>(`/webhooks/${await journey.copied()}`);
    expect(made).toMatchObject({ url: NO_SUCH_HOST, ...SECURED });
    await journey.api.delete(`/webhooks/${made.id}`);
  });
});

// Not every theme at every width: what breaks in one breaks at both widths, and the other way round.
describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('%i px wide, in the %s theme', (width, colorScheme) => {
  test('all of it is accessible and as wide as the screen', async () => {
    await journey.makeWebhook({ ...ONCE, name: 'مستودع البيانات '.repeat(6).trim() });
    receiver.next(status(204), status(500));
    await journey.deliver();
    await journey.deliver();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 860 });
    const fits = async () => {
      await expectAccessible(page);
      await expectFits(page);
    };
    await open();
    await page
      .getByRole('img', { name: /^Attempts: / })
      .locator('svg')
      .first()
      .waitFor();
    await fits();
    await button('As a table').click();
    await region('Numbers by hour').waitFor();
    await fits();
    await open('/test?from=event');
    await page
      .getByRole('radio', { name: /tag\.created/ })
      .first()
      .waitFor();
    await fits();
    await open('/test?type=tag.created');
    receiver.behaviour = status(500, { 'content-type': 'text/plain' }, 'upstream connect error');
    await button('Send test event').click();
    await region('Likely causes').waitFor();
    await fits();
    await open('/diagnose');
    await fits();
    await button('Run diagnosis').click();
    await region('Checks')
      .getByText(/failed/)
      .first()
      .waitFor();
    await fits();
  });
});

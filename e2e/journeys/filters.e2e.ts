import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectAccessible } from '../support/expect-accessible.ts';
import { expectFits } from '../support/expect-fits.ts';
import type { Receiver } from '../support/receiver.ts';
import { publish } from '../support/samples.ts';
import type { CreatedWebhook, Page as Rows } from '../support/shapes.ts';
import { textIn } from '../support/text-in.ts';
import { until } from '../support/until.ts';
import { logJourney } from './log-journey.ts';

type Filtered = CreatedWebhook & {
  filter: Record<string, unknown>;
  payload_style: string;
  api_version: string;
};

const log = logJourney();
let page: Page;
let api: Api;
let receiver: Receiver;
beforeEach(() => {
  ({ page, api, receiver } = log);
});

const LIST = '/dashboard/settings/webhooks';

function bounced(campaign: string, tags: string[] = []) {
  return {
    type: 'email.bounced',
    data: {
      object: { object: 'email', id: `eml_${campaign}`, campaign_id: campaign, tags, bounce_type: 'hard' },
    },
  };
}

/** Publishes one event for each campaign, and waits until the pickers can offer them. */
async function seeCampaigns(...campaigns: string[]): Promise<void> {
  for (const campaign of campaigns) await publish(api, bounced(campaign, ['vip']));
  await until(
    async () => (await api.get<Rows<{ value: string }>>('/facets/campaign?limit=100')).body.data,
    (values) => campaigns.every((campaign) => values.some(({ value }) => value === campaign)),
    { what: 'the campaigns are noted' },
  );
}

const editor = (): Locator => page.getByRole('textbox', { name: 'Filter as JSON' });
const picker = (name: string): Locator => page.getByRole('combobox', { name });
const next = (): Locator => page.getByRole('button', { name: 'Continue' });
const tester = (): Locator => page.getByRole('region', { name: 'Test the filter' });

async function written(): Promise<unknown> {
  return JSON.parse(await textIn(editor()));
}

async function pick(name: string, value: string): Promise<void> {
  await picker(name).fill(value);
  await page.getByRole('option', { name: value }).click();
  await page.keyboard.press('Tab');
}

async function openCreate(events: string): Promise<void> {
  await page.goto(`${LIST}/create`);
  await page.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
  await page.getByRole('textbox', { name: 'Name' }).fill('Bounces');
  await next().click();
  await page.getByRole('button', { name: events }).click();
  await next().click();
  await page.getByRole('heading', { name: 'All of them, or some?' }).waitFor();
  await editor().waitFor();
}

async function openEdit(filter: Record<string, unknown>, input: Record<string, unknown> = {}): Promise<void> {
  await log.makeWebhook({ filter, ...input });
  await page.goto(`${LIST}/${log.webhook.id}/edit`);
  await editor().waitFor();
}

describe('a filter', () => {
  test('is picked, tested, saved, and keeps back what does not pass', async () => {
    await seeCampaigns('cmp_october', 'cmp_november', 'cmp_december');
    await openCreate('Email events only');
    await picker('Campaign').click();
    await page.getByRole('option', { name: 'cmp_december' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await pick('Campaign', 'cmp_october');
    expect(await written()).toEqual({ 'object.campaign_id': ['cmp_october'] });
    await pick('Campaign', 'cmp_november');
    expect(await written()).toEqual({ 'object.campaign_id': ['cmp_october', 'cmp_november'] });

    await tester().getByRole('combobox', { name: 'Try it on the example of' }).fill('bounced');
    await page.getByRole('option', { name: 'email.bounced' }).click();
    await tester().getByLabel('Count past events of this type only').check();
    await tester().getByRole('button', { name: 'Test filter' }).click();
    await tester().getByText('Example does not pass').waitFor();
    await tester().getByText('found "cmp_123"').waitFor();
    await tester()
      .getByText(/^Matched 2 of \d+$/)
      .waitFor();
    await expectAccessible(page);

    await next().click();
    await page.getByRole('radio', { name: 'Thin' }).check();
    await page.getByRole('combobox', { name: 'API version' }).click();
    await page.getByRole('option', { name: '2026-06-01' }).click();
    await page.getByText('1 selected event differs between 2026-06-01 and 2026-11-01').waitFor();
    await page.getByRole('list', { name: 'Changes of email.bounced in 2026-11-01' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Snapshot' }).check();
    await next().click();
    await page.getByRole('region', { name: 'Filters' }).getByText('cmp_november').waitFor();
    await page.getByRole('button', { name: 'Create webhook' }).click();
    await page.getByRole('heading', { name: 'Bounces is ready' }).waitFor();

    const made = (await api.get<Rows<Filtered>>('/webhooks')).body.data[0]!;
    log.webhook = made;
    expect(made).toMatchObject({
      filter: { 'object.campaign_id': ['cmp_october', 'cmp_november'] },
      payload_style: 'snapshot',
      api_version: '2026-06-01',
    });
    await publish(api, bounced('cmp_december'));
    const passed = await publish(api, bounced('cmp_october'));
    const [arrival] = await receiver.received(1);
    expect(JSON.parse(arrival!.body.toString())).toMatchObject({
      id: passed.id,
      api_version: '2026-06-01',
      data: { object: { permanent: true } },
    });
    expect(receiver.arrivals).toHaveLength(1);

    await page.getByRole('link', { name: 'Open the webhook' }).click();
    const configuration = page.getByRole('region', { name: 'Configuration' });
    await configuration.getByText('"object.campaign_id": ["cmp_october", "cmp_november"]').waitFor();
    await configuration.getByRole('link', { name: '1 event differs in 2026-11-01' }).waitFor();
    await configuration.getByText('None are named: deliveries may come from any address').waitFor();
    await expectAccessible(page);
  });

  test('looks in every place where the chosen events have a campaign', async () => {
    await seeCampaigns('cmp_wide');
    await openCreate('Select all');
    await pick('Campaign', 'cmp_wide');
    expect(await written()).toEqual({
      $or: [{ 'object.campaign_id': ['cmp_wide'] }, { 'object.id': ['cmp_wide'] }],
    });
    await page.getByText(/^Events of \d+ selected types never pass/).waitFor();
    await picker('Campaign').press('Backspace');
    expect(await written()).toEqual({});
    await log.makeWebhook();
  });

  test('that says more than can be picked keeps all of it', async () => {
    const own = {
      'object.open_count': { $gte: 3 },
      $or: [{ 'object.machine_open': false }, { 'object.subject': { $exists: true } }],
      'object.workspace_id': { $ne: 'ws_test' },
    };
    await openEdit(own, { events: ['email.*'] });
    expect(await picker('Workspace').isDisabled()).toBe(true);
    await page.getByText('The JSON says more about it than can be picked here.').waitFor();
    await page.getByText(/Also in the filter, to be seen in the JSON: object\.open_count, \$or/).waitFor();
    await picker('Contact tag').fill('never seen');
    await page.getByRole('option', { name: 'never seen' }).waitFor();
    // By keyboard: the list moves above its field when the page has no room below.
    await picker('Contact tag').press('ArrowDown');
    await picker('Contact tag').press('Enter');
    expect(await written()).toEqual({ ...own, 'object.tags': ['never seen'] });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Ledger was saved').waitFor();
    const saved = await api.get<Filtered>(`/webhooks/${log.webhook.id}`);
    expect(saved.body.filter).toEqual({ ...own, 'object.tags': ['never seen'] });
  });

  test('with a fault says where, and is not saved before it is right', async () => {
    await openEdit({});
    // Its code comes after the page, and a plain field stands there until then.
    await page.locator('.cm-content').first().waitFor();
    await editor().fill('{\n  "object.name": { "$regex": "^a" },\n  "object.tags": "vip"\n}');
    await page.getByText(/\/object\.name\/\$regex/).waitFor();
    await page.getByText(/"\$regex" cannot stand here/).waitFor();
    await page.getByText(/^The filter has a fault\. You can pick again when it is corrected/).waitFor();
    expect(await picker('Contact tag').isDisabled()).toBe(true);
    expect(await tester().getByRole('button', { name: 'Test filter' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Line 2' }).click();
    expect(await page.evaluate(() => String(getSelection()))).toContain('$regex');
    expect(await editor().getAttribute('aria-invalid')).toBe('true');
    const lines = editor().locator('.cm-line');
    const marked = () => lines.evaluateAll((all) => all.map(({ className }) => /fault/.test(className)));
    expect(await marked()).toEqual([false, true, false, false]);
    // Another text over it, with its fault in the same line.
    await editor().fill('{\n  "object.name": { "$regex": "^b" }\n}');
    await expect.poll(marked).toEqual([false, true, false]);
    await expectAccessible(page);
    // It is no trap for the keyboard.
    await editor().press('Tab');
    expect(await editor().evaluate((field) => field.contains(document.activeElement))).toBe(false);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Some fields need a correction').waitFor();

    await editor().fill('{\n  "object.tags": ["vip"');
    await page.getByText(/It ends too early/).waitFor();
    // It outlives a reload, as everything that was typed.
    await page.reload();
    await page.getByText('Changes that you had not saved were put back.').waitFor();
    await page.getByText(/It ends too early/).waitFor();
    await editor().fill('{ "object.tags": ["vip"] }');
    await page.getByRole('button', { name: 'Tidy up' }).click();
    const tidied = '{\n  "object.tags": ["vip"]\n}';
    expect(await textIn(editor())).toBe(tidied);
    await editor().press('ControlOrMeta+z');
    expect(await textIn(editor())).toBe('{ "object.tags": ["vip"] }');
    await page.getByRole('button', { name: 'Tidy up' }).click();
    // What is typed over several lines is no matter of style for the browser, which the page's policy would refuse it.
    await editor().press('ControlOrMeta+a');
    await page.keyboard.type('{}');
    await editor().press('ControlOrMeta+z');
    await editor().press('ControlOrMeta+Home');
    for (const key of ['ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowRight']) await editor().press(key);
    await page.keyboard.type('x');
    await editor().press('ControlOrMeta+z');
    expect(await textIn(editor())).toBe(tidied);
    // What the server finds stands at its field, which is gone to.
    log.complaints.refuses(422, 'webhooks.update');
    await page.getByRole('textbox', { name: 'URL' }).fill('https://10.0.0.1/hooks');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.locator('input[type="url"][aria-invalid="true"]:focus').waitFor();
    await page.getByRole('textbox', { name: 'URL' }).fill(receiver.url);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Ledger was saved').waitFor();
  });

  test('without anything to try it on says so', async () => {
    await openEdit({ 'object.currency': 'eur' }, { events: ['purchase.*'] });
    await tester().getByLabel('Count past events of this type only').check();
    await tester().getByRole('button', { name: 'Test filter' }).click();
    await tester().getByText('Example passes').waitFor();
    await tester().getByText('There are no purchase.created events yet to try it on.').waitFor();
    await editor().fill('{ "object.currency": "usd" }');
    await tester().getByText('Changed since this test.').waitFor();
  });
});

describe('choosing events', () => {
  test('shows a sample of each, and all of a category at once', async () => {
    await log.makeWebhook();
    await page.goto(`${LIST}/create?step=events`);
    await page.getByRole('checkbox', { name: 'All events of Campaign' }).check();
    await page.getByText('3 events selected.').waitFor();
    await page.getByRole('button', { name: /^Campaign/ }).click();
    await page.getByRole('checkbox', { name: /^campaign\.paused/ }).uncheck();
    await page.getByText('2 events selected.').waitFor();
    await page.getByRole('button', { name: 'Email events only' }).click();
    await page.getByText('7 events selected.').waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('0 events selected.').waitFor();
    await page.getByRole('checkbox', { name: 'All events of Campaign' }).check();
    await page.getByRole('checkbox', { name: /^campaign\.paused/ }).uncheck();
    const all = page.getByRole('checkbox', { name: 'All events of Campaign' });
    expect(await all.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
    await page.getByRole('button', { name: 'Sample payload of campaign.launched' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sample payloads' });
    await dialog.getByText('"type": "campaign.launched"').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Search events' }).fill('tag_added');
    await page.getByRole('checkbox', { name: /^subscriber\.tag_added/ }).check();
    await page.getByRole('searchbox', { name: 'Search events' }).press('Enter');
    await page.getByText('3 events selected.').waitFor();
  });
});

// Not every theme at every width: what breaks in one breaks at both widths, and the other way round.
describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('%i px wide, in the %s theme', (width, colorScheme) => {
  test('the form is accessible and as wide as the screen', async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await openEdit(
      { 'object.tags': ['vip'], 'object.total_cents': { $gte: 100 } },
      { api_version: '2026-06-01' },
    );
    await tester().getByRole('button', { name: 'Test filter' }).click();
    await tester()
      .getByText(/^Example/)
      .waitFor();
    await expectAccessible(page);
    await expectFits(page);
  });
});

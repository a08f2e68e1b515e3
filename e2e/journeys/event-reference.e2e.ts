import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { expectFits } from '../support/expect-fits.ts';
import { until } from '../support/until.ts';
import { logJourney } from './log-journey.ts';

const REFERENCE = '/dashboard/settings/webhooks/events';

const log = logJourney();
let page: Page;
beforeEach(async () => {
  ({ page } = log);
  await log.makeWebhook();
});

const table = (): Locator => page.getByRole('table', { name: 'Event types' });
const heading = (name: string): Locator => page.getByRole('heading', { name, level: 1, exact: true });

describe('the event reference', () => {
  test('compares all types by category, and finds one by words', async () => {
    // In an alphabet of their own, two names have no letter that an id could be made of.
    await page.route('**/trpc/eventTypes.list*', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text())
        .replaceAll('"Purchase"', '"購入"')
        .replaceAll('"System"', '"システム"');
      await route.fulfill({ response: answer, body });
    });
    await page.goto(REFERENCE);
    await table().getByRole('heading', { name: 'Email 7' }).waitFor();
    await page.getByText(/^31 event types in 8 categories/).waitFor();
    // Its head, a heading for each category, and the types, of which few are drawn.
    expect(await table().getAttribute('aria-rowcount')).toBe('40');
    expect(await table().getByRole('link').count()).toBeLessThan(31);
    expect(await table().getByRole('columnheader').allInnerTexts()).toEqual([
      'Event',
      'How often',
      'Safe to retry',
      'Objects',
      'Found by',
      'Version',
    ]);
    const cells = table().getByRole('row').filter({ hasText: 'email.bounced' }).getByRole('cell');
    expect(await cells.allInnerTexts()).toEqual([
      expect.stringMatching(/^email\.bounced/),
      'Once for a message; under 2% of a healthy list.',
      'Yes',
      'email',
      'workspace, campaign, tag, email',
      expect.stringMatching(/^2026-11-01\s*2 versions$/),
    ]);
    const system = table().getByRole('heading', { name: 'システム 3' });
    expect((await system.boundingBox())!.y).toBeGreaterThan(900);
    await page.getByRole('button', { name: 'システム 3' }).click();
    // With its three rows below it, and as far up as the end of the page lets it come.
    await until(
      async () => (await system.boundingBox())!.y,
      (y) => y < 650,
      { what: 'the heading comes up' },
    );
    expect(await system.evaluate((heading) => heading === document.activeElement)).toBe(true);
    await table().getByRole('row').last().getByRole('link').waitFor();

    await page.getByRole('searchbox', { name: 'Search event types' }).fill('refund');
    await table().getByRole('link', { name: 'purchase.refunded' }).waitFor();
    expect(await table().getByRole('link').count()).toBeLessThan(4);
    expect(log.parameters().get('q')).toBe('refund');
    await page.reload();
    await table().getByRole('link', { name: 'purchase.refunded' }).click();
    await heading('purchase.refunded').waitFor();
    // A link without a search ends it, and going back brings it back.
    await page.getByRole('article').getByRole('link', { name: 'Event reference' }).click();
    await table().getByRole('heading', { name: 'Email 7' }).waitFor();
    expect(await page.getByRole('searchbox', { name: 'Search event types' }).inputValue()).toBe('');
    await page.goBack();
    await heading('purchase.refunded').waitFor();
    await page.goBack();
    await table().waitFor();
    expect(await page.getByRole('searchbox', { name: 'Search event types' }).inputValue()).toBe('refund');

    await page.getByRole('searchbox', { name: 'Search event types' }).fill('nothing like it');
    await page.getByRole('heading', { name: 'No event type matches' }).waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await table().getByRole('heading', { name: 'Email 7' }).waitFor();
  });

  test('tells all about a type, and copies its example', async () => {
    const height = 600;
    await page.setViewportSize({ width: 1280, height });
    await page.goto(`${REFERENCE}?type=purchase.created`);
    await heading('purchase.created').waitFor();
    // Also in the list, which is longer than the window.
    const types = page.getByRole('navigation', { name: 'Event types' });
    const listed = types.getByRole('link', { name: 'purchase.created' });
    await expect
      .poll(() => listed.evaluate((link) => link.getBoundingClientRect().bottom))
      .toBeLessThan(height);
    const about = page.getByRole('region', { name: 'About' });
    for (const words of [
      'The payment provider confirms the payment.',
      'Once for a purchase.',
      'Yes: the same event can arrive twice without harm.',
      'Book the sale',
      'object.workspace_id',
    ])
      await about.getByText(words).waitFor();
    const fields = page.getByRole('table', { name: 'Fields of data' });
    const row = fields.getByRole('row').filter({ hasText: 'unit_cents' });
    expect(await row.innerText()).toMatch(/whole number[\s\S]*Required[\s\S]*Price of one/);
    expect(await fields.getByRole('row').filter({ hasText: 'Tax contained' }).innerText()).toContain(
      'Optional',
    );
    await page.getByRole('button', { name: 'Copy the example' }).click();
    expect(JSON.parse(await log.copied())).toMatchObject({
      type: 'purchase.created',
      data: { object: { currency: 'eur' } },
    });
    await about.getByRole('link', { name: 'purchase.refunded' }).click();
    await heading('purchase.refunded').waitFor();
    expect(log.parameters().get('type')).toBe('purchase.refunded');
    expect(await page.title()).toContain('purchase.refunded');
  });

  test('shows each version by its link, and what it changed', async () => {
    await page.goto(`${REFERENCE}?type=email.bounced&q=bounce`);
    const changes = page.getByRole('list', { name: 'Changes in 2026-11-01' });
    const removed = changes.getByRole('listitem').filter({ hasText: 'object.diagnostic' });
    expect(await removed.innerText()).toMatch(/Removed[\s\S]*Breaking/);
    await page.getByRole('link', { name: '2026-06-01' }).click();
    const example = page.getByRole('region', { name: 'Example of email.bounced' });
    await example.getByText('"permanent": true').waitFor();
    expect(log.parameters().get('version')).toBe('2026-06-01');
    expect(log.parameters().get('q')).toBe('bounce');
    expect(await changes.count()).toBe(0);
    await page.reload();
    await example.getByText('"api_version": "2026-06-01"').waitFor();
    await page.goBack();
    await example.getByText('"bounce_type": "hard"').waitFor();

    await page.goto(`${REFERENCE}?type=email.bounced&version=2019-01-01`);
    await page.getByText('There is no version 2019-01-01 of this type').waitFor();
    await page.goto(`${REFERENCE}?type=email.thrown`);
    await heading('No such event type').waitFor();
    await page.getByRole('link', { name: 'See all event types' }).click();
    await table().waitFor();
  });

  test('is gone through by keyboard', async () => {
    await page.goto(`${REFERENCE}?type=email.opened`);
    const list = page.getByRole('navigation', { name: 'Event types' });
    const current = list.getByRole('link', { name: 'email.opened' });
    expect(await current.getAttribute('aria-current')).toBe('page');
    await page.getByRole('searchbox', { name: 'Search event types' }).fill('clicked');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heading('email.clicked').waitFor();
  });
});

// Not every theme at every width: what breaks in one breaks at both widths, and the other way round.
describe.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)('%i px wide, in the %s theme', (width, colorScheme) => {
  test('all of it is accessible and as wide as the screen', async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    for (const [query, name] of [
      ['', 'Event reference'],
      ['?type=email.bounced', 'email.bounced'],
      ['?type=email.thrown', 'No such event type'],
    ] as const) {
      await page.goto(`${REFERENCE}${query}`);
      await heading(name).waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      await expectAccessible(page);
      await expectFits(page);
    }
  });
});

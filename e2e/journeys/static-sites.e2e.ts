import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/expect-accessible.ts';
import { settingsJourney } from './settings-journey.ts';

const journey = settingsJourney();

/** Puts markup into the page as an injection would. Answers the rules that were broken, and whether its styles hold. */
async function inject(page: Page, html: string): Promise<{ broken: string[]; holds: boolean }> {
  const result = await page.evaluate(async (markup) => {
    const broken: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
    const place = document.createElement('div');
    place.innerHTML = markup;
    document.body.append(place);
    // Violations are told in a task of their own.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const holds = getComputedStyle(place.lastElementChild!).outlineWidth === '7px';
    place.remove();
    return { broken, holds };
  }, html);
  return result;
}

const ELEMENT = '<style>p.injected { outline: 7px solid red }</style><p class="injected">…</p>';
const ATTRIBUTE = '<p style="outline: 7px solid red">…</p>';

test('the console refuses styles that it did not write, as elements and as attributes', async () => {
  const { page } = journey;
  await journey.open('webhooks');
  expect(await inject(page, ELEMENT)).toEqual({ broken: ['style-src-elem'], holds: false });
  expect(await inject(page, ATTRIBUTE)).toEqual({ broken: ['style-src-attr'], holds: false });
  expect(await inject(page, ELEMENT.replace('<style>', '<style nonce="guessed">'))).toMatchObject({
    holds: false,
  });
  expect(journey.complaints.take()).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('Content Security Policy')),
  );
});

test('what the console writes itself holds: its variables, and what it writes while the theme changes', async () => {
  const { page } = journey;
  await journey.open('team');
  const root = (property: string) =>
    page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name), property);
  expect(await root('--mantine-scale')).not.toBe('');
  const before = await root('--mantine-color-body');
  await page.getByRole('button', { name: /theme/i }).click();
  await expect.poll(() => root('--mantine-color-body')).not.toBe(before);
  // Scrollbars and the browser's own pickers follow too, and what shows beyond the ends of the page.
  expect(await root('color-scheme')).toBe('dark');
  expect(await root('background-color')).toBe('rgb(14, 16, 20)');
});

test('the documentation refuses style elements that were not built into it, and keeps its own', async () => {
  const page = await journey.newPage();
  for (const path of [
    '/docs/',
    '/docs/quickstart/',
    '/docs/rest-api/',
    '/docs/event-types/',
    '/docs/hardening/',
  ]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(journey.complaints.all, path).toEqual([]);
  }
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('textbox', { name: 'Search' }).fill('retry');
  await page
    .getByRole('link', { name: /Retries/ })
    .first()
    .waitFor();
  expect(journey.complaints.all).toEqual([]);
  expect(await inject(page, ELEMENT)).toEqual({ broken: ['style-src-elem'], holds: false });
  expect(journey.complaints.take()).toHaveLength(1);
});

describe('a reader of the documentation', () => {
  const tab = (page: Page, group: string, name: string) =>
    page.getByRole('tablist', { name: group }).getByRole('tab', { name, exact: true });
  const isChosen = (page: Page, group: string, name: string) =>
    expect.poll(() => tab(page, group, name).getAttribute('aria-selected')).toBe('true');

  test('chooses a language once, for every sample and every page', async () => {
    const page = await journey.newPage();
    await page.goto('/docs/');
    await page.getByRole('main').getByRole('link', { name: 'Quickstart' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Quickstart' }).waitFor();
    // A newcomer sees the request before its answer.
    await isChosen(page, 'Step 3, register', 'cURL');
    await tab(page, 'Step 3, register', 'Ruby').click();
    await isChosen(page, 'Step 5, publish', 'Ruby');
    await page.reload();
    await isChosen(page, 'Step 3, register', 'Ruby');
    await page.goto('/docs/publishing/');
    await isChosen(page, 'Publish an event', 'Ruby');
    // A group that does not have it shows its first. What belongs to that page alone is not chosen for all.
    await page.goto('/docs/delivery-payload/');
    await isChosen(page, 'Headers', 'First attempt');
    await tab(page, 'Headers', 'Retry').click();
    await isChosen(page, 'Headers', 'Retry');
    await page.goto('/docs/publishing/');
    await isChosen(page, 'Publish an event', 'Ruby');
  });

  test('has the samples of the section that is read beside it', async () => {
    const page = await journey.newPage();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/docs/quickstart/');
    const shown = page.locator('sample-tabs[data-shown] > h2');
    for (const [section, title] of [
      ['3-register', 'Step 3, register'],
      ['5-test', 'Step 5, publish'],
      ['1-build-a-receiver', 'Step 1, receive'],
    ] as const) {
      await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), section);
      await expect.poll(() => shown.textContent()).toBe(title);
      await expect.poll(async () => (await shown.boundingBox())?.y).toBeLessThan(200);
    }
  });

  test('copies code, finds a page by a word of it, and is led on at its end', async () => {
    const page = await journey.newPage();
    await page.goto('/docs/webhooks-polling-streaming/');
    await page.getByRole('button', { name: /copy/i }).first().click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('/api/v1/events?type=subscriber.created');
    await page.getByRole('main').getByRole('link', { name: 'receive a first event' }).click();
    await page.getByRole('heading', { level: 1, name: 'Quickstart' }).waitFor();
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('textbox', { name: 'Search' }).fill('csrf');
    await page
      .getByRole('dialog', { name: 'Search' })
      .getByRole('link', { name: /Frameworks/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Frameworks' }).waitFor();
  });

  test('reads in the dark and by light, on a telephone and on paper', async () => {
    const page = await journey.newPage();
    // Dark is what a newcomer sees, whatever the system prefers.
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/docs/testing/');
    await page.locator('html[data-theme=dark]').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // A table that scrolls there does so by keyboard too; where it fits it is no stop on the way.
    await page.goto('/docs/filters/');
    const table = page.getByRole('main').locator('table[tabindex="0"][aria-label="What is refused"]');
    await table.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 900 });
    await table.waitFor({ state: 'detached' });
    await page.goto('/docs/testing/');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ media: 'print' });
    await expectAccessible(page);
    expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
    // Nobody opens a tab on paper, and code that stands in one alone must not be lost.
    const panels = page.locator('[role=tabpanel]');
    expect(await panels.filter({ visible: true }).count()).toBe(await panels.count());
    expect(await panels.count()).toBeGreaterThan(4);
    expect(await page.getByRole('tab').filter({ visible: true }).count()).toBe(0);
    const colors = () =>
      page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return { backgroundColor, color };
      });
    expect(await colors()).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(22, 24, 29)' });
  });
});

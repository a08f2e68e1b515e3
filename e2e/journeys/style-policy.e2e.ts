import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
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

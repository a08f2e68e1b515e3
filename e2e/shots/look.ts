import type { Browser, Page } from 'playwright-core';
import { Complaints } from '../journeys/complaints.ts';
import { findFaults } from '../support/find-faults.ts';
import type { Picture } from './picture.ts';
import type { Scene } from './scene.ts';

/** How wide the window is, and which scheme the system prefers. */
export type Look = { width: 1280 | 390; scheme: 'light' | 'dark' };

/** What is wrong with a picture. */
export type Finding = { picture: string; look: string; what: string };

const HEIGHTS = { 1280: 900, 390: 844 };

export const nameOf = ({ width, scheme }: Look): string => `${scheme}-${width}`;

/** Longer than what is told of is gathered before it is read. */
const QUIET_MS = 300;

/** Waits until the page has what it asked for, in the fonts that it is to be read in. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForFunction((quietMs) => {
    const ends = performance
      .getEntriesByType('resource')
      .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.responseEnd : 0));
    return (
      document.querySelector('[aria-busy="true"]') === null &&
      performance.now() - Math.max(0, ...ends) > quietMs
    );
  }, QUIET_MS);
}

/** What makes the page wider than its window; empty where it is not. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    return [`${scrollWidth} px wide`, ...beyond.slice(0, 3).map(({ outerHTML }) => outerHTML.slice(0, 160))];
  });
}

/**
 * Opens a picture once and shows it in each of the looks; `take` is called on each. Answers what axe found, what is wider than
 * its window, and what the browser complained about.
 */
export async function lookAt(
  at: { browser: Browser; scene: Scene },
  picture: Picture,
  looks: readonly Look[],
  take: (page: Page, look: Look) => Promise<void> = async () => undefined,
): Promise<Finding[]> {
  const { browser, scene } = at;
  const [first] = looks;
  if (!first) return [];
  const context = await browser.newContext({
    baseURL: scene.origin,
    storageState: scene.sessions[picture.viewer],
    viewport: { width: first.width, height: HEIGHTS[first.width] },
    colorScheme: first.scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints = new Complaints();
  await complaints.watch(page);
  for (const [status, of] of picture.refuses ?? []) complaints.refuses(status, of);
  const findings: Finding[] = [];
  const found = (look: Look, what: string) =>
    findings.push({ picture: picture.name, look: nameOf(look), what });
  let shown = first;
  try {
    await page.goto(await picture.path(scene));
    await settle(page);
    await picture.act?.(page, scene);
    for (const look of looks) {
      shown = look;
      await page.setViewportSize({ width: look.width, height: HEIGHTS[look.width] });
      await page.emulateMedia({ colorScheme: look.scheme });
      await page.locator(`html[data-mantine-color-scheme="${look.scheme}"]`).waitFor({ state: 'attached' });
      await settle(page);
      for (const { id, help, at: places } of await findFaults(page))
        found(look, `axe, ${id}: ${help}: ${places.slice(0, 3).join(' ')}`);
      const wide = await tooWide(page);
      if (wide.length > 0) found(look, `wider than the window: ${wide.join(' ')}`);
      await take(page, look);
    }
  } catch (error) {
    found(shown, `could not be shown: ${String(error).slice(0, 600)}`);
  } finally {
    await context.close();
  }
  for (const what of complaints.all) found(first, `the browser complained: ${what}`);
  return findings;
}

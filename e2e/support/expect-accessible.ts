import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Fault = { id: string; help: string; at: string[] };

// What cannot be decided and what is right is not looked at, so that little of it is gathered; of what axe loads before it
// looks, the rules that are on need media alone.
const faults = (only: string) => `
  axe.run(document, { resultTypes: ['violations'], preload: { assets: ['media'] }, ${only} }).then(({ violations }) =>
    violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ html }) => html.slice(0, 200)) })))`;
const FAULTS = faults('');
const FAULTS_OF_COLOURS = faults("runOnly: ['color-contrast']");

/**
 * Expects that axe finds nothing on what the page shows now. Frames in it, of which the console has none, are not
 * looked into: for these axe needs a blank page beside it, which takes as long as the rest.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNone(page, FAULTS);
}

/** The same of the colours alone, for another scheme of a page that was looked at whole in the first. */
export async function expectReadable(page: Page): Promise<void> {
  await expectNone(page, FAULTS_OF_COLOURS);
}

async function expectNone(page: Page, looking: string): Promise<void> {
  // What is still fading in or out has colours that nobody reads.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity),
  );
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  expect(await page.evaluate<Fault[]>(looking), page.url()).toEqual([]);
}

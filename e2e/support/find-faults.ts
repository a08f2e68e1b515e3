import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** A rule of axe that does not hold, and the elements at which it does not. */
export type Fault = { id: string; help: string; at: string[] };

const require = createRequire(import.meta.url);

/** Minified, since each page that is opened reads it anew: 45 ms of its time instead of 70. */
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// What cannot be decided and what is right is not looked at, so that little of it is gathered; of what axe loads before it
// looks, the rules that are on need media alone. It would write down the markup and a selector of all that is right, too.
const faults = (rules?: string[]) => `
  (axe.configure({ noHtml: true }), axe.run(document, { resultTypes: ['violations'], preload: { assets: ['media'] }, selectors: false, elementRef: true${rules ? `, runOnly: ${JSON.stringify(rules)}` : ''} }))
    .then(({ violations }) =>
      violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ element }) => element.outerHTML.slice(0, 200)) })))`;

/**
 * What axe finds on what the page shows now. Frames in it, of which the console has none, are not looked into: for these
 * axe needs a blank page beside it, which takes as long as the rest.
 * @param rules these alone; all that axe has if left out.
 */
export async function findFaults(page: Page, rules?: string[]): Promise<Fault[]> {
  // What is still fading in or out has colours that nobody reads.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Infinity),
  );
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate<Fault[]>(faults(rules));
}

import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { ROOT } from '../support/run-program.ts';
import { fileOf, writeAlbum } from './album.ts';
import { consoleRoutes } from './console-routes.ts';
import { CREATE_STATES } from './create-states.ts';
import { LIST_STATES } from './list-states.ts';
import { type Finding, type Look, lookAt } from './look.ts';
import { OTHER_STATES } from './other-states.ts';
import type { Picture } from './picture.ts';
import { missingRoutes, ROUTE_PICTURES } from './route-pictures.ts';
import type { Scene } from './scene.ts';
import { WEBHOOK_STATES } from './webhook-states.ts';
import { withScene } from './with-scene.ts';

/*
 * npm run shots -- [--only name,…]
 *
 * Pictures of every route of the console and of what opens on it, by light and in the dark, 1280 and 390 px wide, into
 * `shots/`, with what axe and the browser complain about. Ends with 1 if there is any of that.
 */
const FOLDER = path.join(ROOT, 'shots');
const LOOKS: readonly Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
];
/** A page is shown in full, up to this. */
const HIGHEST = 2_600;
/** One waits while the other draws. */
const AT_ONCE = 2;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const pictures = [
  ...ROUTE_PICTURES,
  ...LIST_STATES,
  ...WEBHOOK_STATES,
  ...OTHER_STATES,
  ...CREATE_STATES,
].filter(({ name }) => !only || only.includes(name));

const findings: Finding[] = missingRoutes(consoleRoutes()).map((route) => ({
  picture: route,
  look: 'all',
  what: 'has no picture: say in e2e/shots/route-pictures.ts how it is opened',
}));
if (!only) await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

await withScene(takeAll);
const album = await writeAlbum(FOLDER, { pictures, looks: LOOKS, findings });
for (const { picture, look, what } of findings) console.log(`✗ ${picture} (${look}): ${what}`);
console.log(`${pictures.length} pictures in ${LOOKS.length} looks, ${findings.length} findings: ${album}`);
process.exitCode = findings.length > 0 ? 1 : 0;

async function takeAll(scene: Scene, browser: Browser): Promise<void> {
  const waiting = pictures.flatMap((picture) =>
    [1280, 390].map((width) => ({ picture, looks: LOOKS.filter((look) => look.width === width) })),
  );
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { picture, looks } = next;
      findings.push(
        ...(await lookAt({ browser, scene }, picture, looks, (page, look) => take(page, picture, look))),
      );
      process.stdout.write('.');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  process.stdout.write('\n');
}

async function take(page: Page, picture: Picture, look: Look): Promise<void> {
  if (!picture.floats) {
    const height = await page.evaluate(() => {
      window.scrollTo(0, 0);
      return document.documentElement.scrollHeight;
    });
    // A window as high as the page: what sticks to its edges stays there, which it would not in a picture of more than one.
    await page.setViewportSize({ width: look.width, height: Math.min(HIGHEST, Math.max(height, 400)) });
  }
  await page.screenshot({ path: path.join(FOLDER, fileOf(picture, look)), animations: 'disabled' });
}

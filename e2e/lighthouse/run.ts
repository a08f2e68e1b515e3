import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROUTE_PICTURES } from '../shots/route-pictures.ts';
import type { Scene } from '../shots/scene.ts';
import { withScene } from '../shots/with-scene.ts';
import { freePort } from '../support/free-port.ts';
import { ROOT } from '../support/run-program.ts';
import { loadLighthouse } from './load.ts';
import { type Category, measure, type Preset, PRESETS, type Scores } from './measure.ts';

/*
 * npm run lighthouse -- [--only sign-in,…] [--times 3]
 *
 * What Lighthouse gives pages of the console, with its presets for desktops and mobiles; its reports are in `lighthouse/`.
 * Ends with 1 if a page has less than what is wanted.
 */
const FOLDER = path.join(ROOT, 'lighthouse');
/** By their names in `shots/`. */
const PAGES = [
  'sign-in',
  'webhooks',
  'webhooks-id',
  'webhooks-id-deliveries',
  'webhooks-create',
  'webhooks-events',
  'events',
];
/** Mobiles are to be served well; what their slow processor takes for a console is told and not judged. */
const WANTED: Record<Preset, Partial<Scores>> = {
  desktop: { accessibility: 100, 'best-practices': 100, performance: 90 },
  mobile: { accessibility: 100, 'best-practices': 100 },
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, times: { type: 'string', default: '3' } },
});
const names = values.only?.split(',') ?? PAGES;
const known = ROUTE_PICTURES.map(({ name }) => name);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`--only takes ${known.join(', ')}; not ${unknown.join(', ')}.`);
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1) throw new Error('--times takes a number from 1 on.');
const lighthouse = await loadLighthouse();
const port = await freePort();
await mkdir(FOLDER, { recursive: true });
await withScene(measureAll, `--remote-debugging-port=${port}`);

async function measureAll(scene: Scene): Promise<void> {
  // The last falls where other work takes the processor, and performance with it.
  console.log('accessibility, best practices, performance, page (benchmark index of Lighthouse)');
  for (const { name, path: pathOf, viewer } of ROUTE_PICTURES.filter(({ name }) => names.includes(name))) {
    const url = new URL(await pathOf(scene), scene.origin).href;
    const at = { lighthouse, port, session: scene.sessions[viewer] };
    for (const preset of PRESETS) {
      const { scores, faults, speed, report } = await measure(at, url, preset, times);
      console.log(
        `${scores.accessibility} ${scores['best-practices']} ${scores.performance} ${name}, ${preset} (${speed})`,
      );
      for (const fault of faults) console.log(`    ${fault}`);
      await writeFile(path.join(FOLDER, `${name}.${preset}.html`), report);
      const isEnough = (Object.entries(WANTED[preset]) as [Category, number][]).every(
        ([category, wanted]) => scores[category] >= wanted,
      );
      if (!isEnough) process.exitCode = 1;
    }
  }
}

import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { constants, getPriority, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { removeDataDir } from '../support/postgres-pid.ts';
import { Receiver } from './arrivals.ts';
import { Bench, LONG, SHORT } from './bench.ts';
import { measureConsole } from './console.ts';
import { measureCost } from './cost.ts';
import { logOf } from './database.ts';
import { measureDeliveries } from './deliveries.ts';
import { startExplained } from './explained-server.ts';
import { measureFanOut } from './fan-out.ts';
import { type Figures, UNMEASURED } from './figures.ts';
import { measureFilters } from './filters.ts';
import { measureGrowth } from './growth.ts';
import { measureIsolation } from './isolation.ts';
import { measureLatency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { measurePublish } from './publish.ts';
import { measureReplay } from './replay.ts';
import { eventToVary } from './vary-event.ts';

/*
 * npm run bench -- [--json FILE] [--short] [--only=deliveries,publish,…] [--cpu-prof DIR] [--auto-explain FILE]
 * Everything shares this machine: Postgres, server and worker, receiver, clients. Ratios of one run can be
 * compared with ratios of another; figures cannot.
 */

type Part = (bench: Bench) => Promise<Partial<Figures>>;

/** In the order in which they run. The first four share a server and leave nothing unfinished on it. */
const SHARING: Record<string, Part> = {
  deliveries: measureDeliveries,
  'fan-out': measureFanOut,
  publish: measurePublish,
  filters: measureFilters,
};
const APART: Record<string, Part> = {
  latency: measureLatency,
  isolation: measureIsolation,
  replay: measureReplay,
  growth: measureGrowth,
  cost: measureCost,
  console: measureConsole,
  memory: measureMemory,
};
const NAMES = Object.keys({ ...SHARING, ...APART });
/** They take more than half of a short run, for figures that it leaves out or that say nothing of a few seconds. */
const LONG_ONLY = ['cost', 'console', 'filters', 'isolation', 'growth'];

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    'cpu-prof': { type: 'string' },
    'auto-explain': { type: 'string' },
  },
});
const chosen =
  options.only?.split(',') ?? NAMES.filter((name) => !options.short || !LONG_ONLY.includes(name));
const unknown = chosen.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) throw new Error(`--only takes ${NAMES.join(', ')}; not ${unknown.join(', ')}.`);

const CATALOG = join(import.meta.dirname, '..', '..', 'modules', 'event', 'catalog');
const type: { versions: [{ example: { object: Record<string, unknown> } }] } = JSON.parse(
  await readFile(join(CATALOG, 'email.opened.json'), 'utf8'),
);
const event = eventToVary('email.opened', type.versions[0].example);
process.env['BENCH_EVENT'] = event;

// In short form no figure is looked at, and other tests run beside it. Servers and their Postgres inherit the priority.
// Who is lower already stays there: raising it takes a right.
const { PRIORITY_BELOW_NORMAL } = constants.priority;
if (options.short && getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL);

const found: Figures = structuredClone(UNMEASURED);
if (options.short)
  found.notes.push(
    'Short form: one repetition of a few seconds. What needs longer or millions of rows is left out: filters, isolation, growth, cost, console.',
  );
const profiles = options['cpu-prof'];
const plans = options['auto-explain'];
const bench = new Bench(
  { sizes: options.short ? SHORT : LONG, event, receiver: await Receiver.start(), found },
  {
    nodeFlags: profiles === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(profiles)],
    ...(plans !== undefined && { startFirst: startExplained }),
  },
);

// Servers and their Postgres would outlive us.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void bench.stopAll().finally(() => process.exit(1)));

/** A part that fails leaves its figures null, and the others go on. */
async function measure(parts: Record<string, Part>): Promise<void> {
  for (const [name, part] of Object.entries(parts)) {
    if (!chosen.includes(name)) continue;
    try {
      const { notes = [], ...figures } = await part(bench);
      Object.assign(found, figures);
      found.notes.push(...notes);
    } catch (error) {
      console.error(error);
      found.notes.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}

try {
  await measure(SHARING);
  if (plans === undefined) await bench.stopShared();
  else {
    const { dataDir } = await bench.shared();
    await bench.stopShared();
    await copyFile(await logOf(dataDir), plans);
    await removeDataDir(dataDir);
  }
  await measure(APART);
} finally {
  await bench.stopAll();
  bench.receiver.stop();
}

console.table(
  Object.entries(found).map(([figure, value]) => ({
    figure,
    value: typeof value === 'object' ? JSON.stringify(value) : value,
  })),
);
console.log(JSON.stringify(found));
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(found, null, 2)}\n`);

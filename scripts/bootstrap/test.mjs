import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { turboBuild } from './build.mjs';
import { installInterpreters } from './interpreters.mjs';
import { BIN, capture, ROOT } from './node.mjs';
import { tail } from './report.mjs';
import { run } from './run.mjs';

const bin = (name) => path.join(BIN, name);

/** Each check is a list of commands; all have to succeed. */
const QUICK_CHECKS = [
  ['Structure', [['node', 'scripts/check-structure.mjs']]],
  ['Workspaces (sherif)', [[bin('sherif')]]],
  ['Unused code and dependencies (knip)', [[bin('knip'), '--no-progress']]],
  ['Format (oxfmt)', [[bin('oxfmt'), '--check']]],
];
const LONG_CHECKS = [
  ['Lint (oxlint)', [[bin('oxlint'), '--quiet']]],
  [
    'Types (tsc)',
    ['.', 'apps/console', 'e2e']
      .filter((project) => existsSync(path.join(ROOT, project, 'tsconfig.json')))
      .map((project) => [bin('tsc'), '--noEmit', '-p', project]),
  ],
];

/** In short form: that it runs to its end is what is checked, never a figure. So it steps aside for whatever runs beside it. */
const BENCHMARK = ['Benchmark, short', [['node', 'e2e/bench/run.ts', '--short']]];

/** The one line that machines read; always the last. */
export const summary = ({ passed, failed }) => `tests: ${passed} passed, ${failed} failed`;

export const runChecks = (node) => inOrder([() => checks(node)]);

/** Everything, or with `--only=check|build|unit|e2e|faults|bench` one part of it. */
export function runTests(node, args) {
  const parts = {
    check: () => checks(node),
    // Before the unit tests, some of which ask for the built console and documentation.
    build: () => check('Build', async () => [await turboBuild(node)]),
    unit: () => vitest(node, 'unit', 'Unit and module tests'),
    e2e: () => vitest(node, 'e2e', 'End-to-end tests'),
    faults: async () => {
      await installInterpreters();
      return vitest(node, 'faults', 'Documentation and faults, short');
    },
    bench: () => checks(node, [BENCHMARK]),
  };
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
  if (only && !parts[only]) {
    console.error(`--only takes ${Object.keys(parts).join(', ')}.`);
    return inOrder([]);
  }
  if (only) return inOrder([parts[only]]);
  // Faults are waited for more than they compute: the benchmark has what they leave of the processor, and ends soon after them.
  const last = async () => {
    const beside = begin(node, [BENCHMARK]);
    return [...(await parts.faults()), ...(await told(beside))];
  };
  // Unit tests leave some of the processor, too: they wait for Postgres.
  const unit = async () => {
    const beside = begin(node, LONG_CHECKS, { priority: os.constants.priority.PRIORITY_BELOW_NORMAL });
    return [...(await parts.unit()), ...(await told(beside))];
  };
  return inOrder([() => checks(node, QUICK_CHECKS), parts.build, unit, parts.e2e, last]);
}

async function inOrder(parts) {
  let interrupted = false;
  // Children in our group get a Ctrl-C themselves; the sum of what has run is still told.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));
  const results = [];
  for (const part of parts) if (!interrupted) results.push(...(await part()));
  heading('Summary');
  // At the end, too: of a long output often only the end is kept.
  for (const detail of results.flatMap(({ details }) => details)) console.log(`${detail}\n`);
  for (const { title, passed, failed, seconds } of results) {
    const mark = failed ? '✗' : '✓';
    console.log(`${mark} ${title.padEnd(40)} ${passed} passed, ${failed} failed  (${seconds.toFixed(1)} s)`);
  }
  if (interrupted) results.push({ passed: 0, failed: 1 });
  const total = {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
  console.log(`\n${summary(total)}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function checks(node, list = [...QUICK_CHECKS, ...LONG_CHECKS]) {
  const results = [];
  for (const each of list) results.push(...(await told(begin(node, [each]))));
  return results;
}

/** Begins with checks, one after the other. @returns of each its title and what will have come of it. */
function begin(node, list, options = {}) {
  let before = Promise.resolve();
  return list.map(([title, commands]) => {
    const outcomes = before.then(async () => {
      const started = performance.now();
      const found = [];
      for (const [file, ...args] of commands)
        found.push(await capture(file === 'node' ? node : file, args, options));
      return found.map((outcome) => ({ ...outcome, seconds: (performance.now() - started) / 1000 }));
    });
    before = outcomes.catch(() => undefined);
    return { title, outcomes };
  });
}

async function told(begun) {
  const results = [];
  for (const { title, outcomes } of begun) results.push(...(await check(title, () => outcomes)));
  return results;
}

/** Prints what a check said only if it failed. */
async function check(title, work) {
  heading(title);
  const started = performance.now();
  const outcomes = await work().catch((error) => [{ code: 1, output: String(error) }]);
  const bad = outcomes.filter(({ code }) => code !== 0);
  for (const { output } of bad) console.log(output.trimEnd());
  const details = bad.map(({ output }) => `✗ ${title}\n${tail(output)}`);
  // What began while others ran says itself how long it took.
  const seconds = outcomes.at(-1)?.seconds ?? (performance.now() - started) / 1000;
  console.log(`${bad.length ? 'failed' : 'passed'} in ${seconds.toFixed(1)} s`);
  return [{ title, passed: bad.length ? 0 : 1, failed: bad.length ? 1 : 0, seconds, details }];
}

async function vitest(node, project, title) {
  heading(title);
  const started = performance.now();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'tidings-report-'));
  const report = path.join(dir, 'report.json');
  const reporters = ['--reporter=default', '--reporter=./scripts/vitest-report.ts'];
  const code = await run(
    node,
    [bin('vitest'), 'run', '--project', project, ...reporters],
    ['ignore', 'inherit', 'inherit'],
    { TEST_REPORT: report },
  );
  const found = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { passed: 0, failed: [], again: [] };
  rmSync(dir, { recursive: true, force: true });
  // A run that fails without a failed test (nothing found, a crash) is a failure too.
  if (code !== 0 && found.failed.length === 0)
    found.failed.push({ name: title, errors: [`Vitest ended with ${code}.`] });
  return [
    {
      title,
      passed: found.passed,
      failed: found.failed.length,
      seconds: (performance.now() - started) / 1000,
      details: [
        ...found.failed.map(({ name, errors }) => [`✗ ${name}`, ...errors].join('\n')),
        ...found.again.map(({ name, errors }) =>
          [`Passed only when tried again, to be mended: ${name}`, ...errors].join('\n'),
        ),
      ],
    },
  ];
}

function heading(title) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`);
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { bareEnvironment, NODE, ROOT, runProgram } from '../support/run-program.ts';
import type { Figures } from './judge.ts';
import { MUTATIONS } from './mutations.ts';
import { SHORT } from './plan.ts';

const RUN = path.join(import.meta.dirname, 'run.ts');
const SEED = '1';
const PATIENCE_MS = 240_000;
const KINDS = Object.keys(SHORT.lengths).filter((kind) => !SHORT.without.some((each) => each === kind));

/** Runs the faults with one seed. */
async function faults({ onTestFinished }: TestContext, ...options: string[]) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidings-faults-report-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const json = path.join(folder, 'faults.json');
  const words = [RUN, '--seed', SEED, '--json', json, ...options];
  const { code, output } = await runProgram(NODE, words, { env: bareEnvironment(), cwd: ROOT }).ended;
  const figures = JSON.parse(await readFile(json, 'utf8').catch(() => '{}')) as Figures; // written by the same code
  return { code, output, figures };
}

// Beside each other: each has a Postgres, ports and receivers of its own, and both wait more than they compute.
test.concurrent(
  'whatever happens to an installation, nothing that it accepted is lost, corrupt, or sent without a reason or a record',
  async (context) => {
    const { code, output, figures } = await faults(context, '--short');
    expect(code, output).toBe(0);
    expect(figures).toMatchObject({
      seed: Number(SEED),
      lost: 0,
      unexplained_duplicates: 0,
      corrupt: 0,
      unaccounted_attempts: 0,
      miscounted_hours: 0,
      forbidden_connections: 0,
      missed_faults: [],
    });
    expect(figures.accepted).toBeGreaterThan(0);
    // Each of them really took place: a process under traffic comes by every point at which it is to be hit.
    expect(figures.faults.map(({ kind }) => kind).toSorted(), output).toEqual(KINDS.toSorted());
    expect(output).toMatch(/^settled +yes$/m);
    // Null where no kill met a request that was out: on a quick machine, a short run may have none.
    const { max } = figures.recovery_seconds;
    expect(max === null || max > 0, output).toBe(true);
  },
  PATIENCE_MS,
);

test.concurrent(
  'a product that makes deliveries after the commit of their event is found out',
  async (context) => {
    const name = 'same-transaction-off';
    const { code, output } = await faults(context, '--mutation', name);
    expect(output).toMatch(MUTATIONS[name]!.offence);
    expect(code).toBe(1);
  },
  PATIENCE_MS,
);

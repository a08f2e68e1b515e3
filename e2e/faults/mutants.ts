import path from 'node:path';
import { bareEnvironment, NODE, ROOT, runProgram } from '../support/run-program.ts';
import { type Mutation, MUTATIONS } from './mutations.ts';

/*
 * node e2e/faults/mutants.ts [name…]: breaks the product in each known way and expects that the faults bring it to
 * light. Ends with another code than 0 when a mutant survives.
 */

const RUN = path.join(import.meta.dirname, 'run.ts');
/** What freezes and dies, and when, is chance even under one seed: a mutant has so many lives. */
const SEEDS = [11, 12, 13];

async function isCaught(name: string, { offence }: Mutation): Promise<boolean> {
  for (const seed of SEEDS) {
    const args = [RUN, '--seed', String(seed), '--mutation', name];
    const { code, output } = await runProgram(NODE, args, { env: bareEnvironment(), cwd: ROOT }).ended;
    const found = output.split('\n').filter((line) => offence.test(line));
    console.log(`  seed ${seed}: code ${code}, ${found.length} offences such as: ${found[0] ?? 'none'}`);
    if (code === 1 && found.length > 0) return true;
    if (code !== 0 && code !== 1) console.log(output.slice(-2_000));
  }
  return false;
}

const asked = process.argv.slice(2);
const survivors: string[] = [];
for (const [name, mutation] of Object.entries(MUTATIONS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`${name}: ${mutation.breaks}`);
  if (!(await isCaught(name, mutation))) survivors.push(name);
}
console.log(survivors.length === 0 ? 'All were caught.' : `These survived: ${survivors.join(', ')}.`);
process.exit(survivors.length === 0 ? 0 : 1);

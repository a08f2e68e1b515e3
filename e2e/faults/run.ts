import { parseArgs } from 'node:util';
import { judge } from './judge.ts';
import { longForm, only, SHORT } from './plan.ts';
import { printVerdict, writeFigures } from './report.ts';
import { runFaults } from './run-faults.ts';

/*
 * npm run faults -- [--seed N] [--minutes M] [--json FILE] [--short] [--only kind,…] [--mutation NAME]
 * Does to a whole installation what the seed says, and ends with a code other than 0 when anything that was accepted
 * is lost, corrupt, sent twice without a reason, or sent without being written down.
 */

const MINUTES = 10;
const SEED_LIMIT = 2 ** 31;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string' },
    json: { type: 'string' },
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    mutation: { type: 'string' },
  },
});

const seed = wholeNumber('--seed', values.seed, Math.floor(Math.random() * SEED_LIMIT));
const asked = wholeNumber('--minutes', values.minutes, MINUTES);
const whole = values.short ? SHORT : longForm(asked);
const form = values.only === undefined ? whole : only(whole, values.only.split(','));
const minutes = values.short ? SHORT.lastsMs / 60_000 : asked;

console.log(`Seed ${seed}; faults for ${(form.lastsMs / 1000).toFixed(0)} s.`);
const outcome = await runFaults({
  seed,
  form,
  mutation: values.mutation,
  say: (line) => console.log(line),
});
const verdict = judge(outcome.evidence, outcome.crashes, { seed, minutes: Math.round(minutes * 100) / 100 });
printVerdict(verdict, outcome);
if (values.json !== undefined) await writeFigures(values.json, verdict);
console.log(`Again: npm run faults -- --seed ${seed} ${values.short ? '--short' : `--minutes ${asked}`}`);
process.exit(verdict.offences.length === 0 ? 0 : 1);

function wholeNumber(name: string, given: string | undefined, fallback: number): number {
  if (given === undefined) return fallback;
  if (!/^\d+$/.test(given)) {
    console.error(`${name} takes a whole number, not "${given}".`);
    process.exit(2);
  }
  return Number(given);
}

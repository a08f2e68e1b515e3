import { parseArgs } from 'node:util';
import { judge } from './judge.ts';
import { MUTATIONS } from './mutations.ts';
import { BRIEF, type Form, longForm, only, SHORT } from './plan.ts';
import { printVerdict, writeFigures } from './report.ts';
import { runFaults } from './run-faults.ts';

/*
 * npm run faults -- [--seed N] [--minutes M] [--json FILE] [--short] [--only kind,…] [--mutation NAME]
 * Does to a whole installation what the seed says, and ends with a code other than 0 when anything that was accepted
 * is lost, stuck, late, corrupt, sent twice without a reason, or sent without being written down.
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
const form = chosenForm();
const minutes = Math.round((form.lastsMs / 60_000) * 100) / 100;

console.log(`Seed ${seed}; faults for ${(form.lastsMs / 1000).toFixed(0)} s.`);
const outcome = await runFaults({
  seed,
  form,
  mutation: values.mutation,
  say: (line) => console.log(line),
});
const verdict = judge(outcome.evidence, outcome.course, {
  seed,
  minutes,
  limitsDuplicates: form.limitsDuplicates,
  backlog: form.backlog,
});
printVerdict(verdict, outcome);
if (values.json !== undefined) await writeFigures(values.json, verdict);
const again = ['--seed', String(seed), ...withoutSeed(process.argv.slice(2))];
console.log(`Again: npm run faults -- ${again.join(' ')}`);
process.exit(verdict.offences.length === 0 ? 0 : 1);

function chosenForm(): Form {
  if (values.mutation !== undefined) {
    const mutation = MUTATIONS[values.mutation];
    if (!mutation) return refuse(`--mutation takes ${Object.keys(MUTATIONS).join(', ')}.`);
    return only(BRIEF, mutation.faults);
  }
  const whole = values.short ? SHORT : longForm(asked);
  if (values.only === undefined) return whole;
  const kinds = values.only.split(',');
  const unknown = kinds.find((kind) => !(kind in SHORT.lengths));
  if (unknown !== undefined) return refuse(`--only takes ${Object.keys(SHORT.lengths).join(', ')}.`);
  return only(whole, kinds);
}

function withoutSeed(words: string[]): string[] {
  return words.filter((word, index) => !word.startsWith('--seed') && words[index - 1] !== '--seed');
}

function wholeNumber(name: string, given: string | undefined, fallback: number): number {
  if (given === undefined) return fallback;
  return /^\d+$/.test(given) ? Number(given) : refuse(`${name} takes a whole number, not "${given}".`);
}

function refuse(reason: string): never {
  console.error(reason);
  process.exit(2);
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assertLeftOut } from '../bench/left-out.ts';
import { WITHOUT_HEALTH } from '../bench/without-health.ts';
import { type Edit, edited } from '../support/edited-source.ts';
import { ROOT } from '../support/run-program.ts';
import { MUTATIONS } from './mutations.ts';

const EDITS = Object.entries(MUTATIONS).flatMap(([name, { edits }]) =>
  edits.map((edit): [string, string, Edit] => [name, edit.file, edit]),
);

// Or the product changes, and a mutant that breaks nothing survives unnoticed until somebody runs them all.
test.each(EDITS)('%s finds what it breaks in %s, once', async (_name, file, edit) => {
  const source = await readFile(path.join(ROOT, file), 'utf8');
  expect(edited(source, edit)).not.toBe(source);
});

test('what the benchmark leaves out to see what it costs is found, once and in turn', async () => {
  for (const [file, edits] of Map.groupBy(WITHOUT_HEALTH, (edit) => edit.file))
    expect(edits.reduce(edited, await readFile(path.join(ROOT, file), 'utf8'))).not.toBe('');
});

test('and it measures no product twice, nor one that does only a part', () => {
  const whole = { failures: 5, summed: 9, measured: 1, failing: 1, judged: 2, noted: 2, news: 3 };
  const bare = { failures: 5, summed: 0, measured: 0, failing: 0, judged: 0, noted: 0, news: 0 };
  expect(() => assertLeftOut(whole, bare)).not.toThrow();
  expect(() => assertLeftOut(whole, whole)).toThrow('not what is to be compared');
  expect(() => assertLeftOut(bare, bare)).toThrow();
  expect(() => assertLeftOut({ ...whole, noted: 0 }, bare)).toThrow();
  expect(() => assertLeftOut(whole, { ...bare, news: 1 })).toThrow();
  expect(() => assertLeftOut(whole, { ...bare, failures: 0 })).toThrow();
});

test('an edit that finds nothing, or more than one place, is refused', () => {
  const edit = { file: 'a.ts', find: 'one', replace: 'two' };
  expect(() => edited('none', { ...edit, find: 'some' })).toThrow('a.ts holds this 0 times');
  expect(() => edited('one and one', edit)).toThrow('a.ts holds this 2 times');
});

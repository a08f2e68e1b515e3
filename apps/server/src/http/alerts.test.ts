import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const text = await readFile(
  fileURLToPath(new URL('../../../../ops/prometheus/alerts.yml', import.meta.url)),
  'utf8',
);
const RULES = text
  .split(/^ +- alert: /m)
  .slice(1)
  .map((rule) => ({
    name: /^\w+/.exec(rule)?.[0] ?? '',
    expr: /^ +expr: (?:\|\n)?([^]*?)(?=\n {8}\w)/m.exec(rule)?.[1]?.replaceAll(/\s+/g, ' ').trim() ?? '',
    annotations: rule.slice(rule.indexOf('annotations:')),
  }));

const OPERATOR = / (?:and|or|unless|[-+*/<>]|[=!<>]=) /;

/** The operands of an expression: what stands between operators outside of parentheses, without numbers. */
function operandsOf(expr: string): string[] {
  const flat: string[] = [''];
  let depth = 0;
  for (const part of expr.split(new RegExp(`([(){}]|${OPERATOR.source})`))) {
    if ('({'.includes(part) && part !== '') depth += 1;
    if (')}'.includes(part) && part !== '') depth -= 1;
    if (depth === 0 && OPERATOR.test(part)) flat.push('');
    else flat[flat.length - 1] += part;
  }
  return flat.map((operand) => operand.trim()).filter((operand) => !/^[\d.]*$/.test(operand));
}

/** The labels that are left of an operand; undefined: all that its series have. */
function labelsOf(operand: string): string | undefined {
  return /^(?:sum|min|max|avg|count)(?: by \((.*?)\))? ?\(/
    .exec(operand)
    ?.slice(1)
    .map((by) => by ?? '')[0];
}

// Where they differ no pair is ever found, and the alert never fires.
it.each(RULES)('$name compares only what has the same labels', ({ expr }) => {
  const operands = operandsOf(expr);
  expect(operands).not.toEqual([]);
  expect(new Set(operands.map(labelsOf)).size, operands.join(' | ')).toBe(1);
});

it.each(RULES)('$name names only labels that are left', ({ expr, annotations }) => {
  const named = [...annotations.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label ?? '');
  const left = labelsOf(operandsOf(expr)[0] ?? '');
  if (left !== undefined) expect(left.split(/, ?/)).toEqual(expect.arrayContaining(named));
});

it('would tell of alerts that cannot fire', () => {
  expect(operandsOf('max(a{state="due"}) > 10 and deriv(a{state="due"}[15m]) > 0').map(labelsOf)).toEqual([
    '',
    undefined,
  ]);
  expect(operandsOf('min by (table) (a) < 5').map(labelsOf)).toEqual(['table']);
  expect(RULES.length).toBeGreaterThan(8);
});

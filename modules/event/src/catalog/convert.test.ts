import { describe, expect, test } from 'vitest';
import { compileConversion, ConversionFault } from './convert.ts';

test('an expression turns an object into another', async () => {
  const rename = compileConversion('$ ~> |object|{"name": first_name}, ["first_name"]|');
  expect(await rename({ object: { id: 1, first_name: 'Ada' }, more: [1] })).toEqual({
    object: { id: 1, name: 'Ada' },
    more: [1],
  });
});

test('conversions under way at the same time do not disturb each other', async () => {
  const double = compileConversion('{"n": $sum($map([1..50], function($i) {$i})) + n}');
  const inputs = Array.from({ length: 50 }, (_, n) => ({ n }));
  expect(await Promise.all(inputs.map(double))).toEqual(inputs.map(({ n }) => ({ n: 1275 + n })));
});

test.each(['{', '', 'a ~> |', '$unclosed('])('%j, which is no expression, is refused', (text) => {
  expect(() => compileConversion(text)).toThrow(ConversionFault);
});

test.each([
  '{"a": $eval("1")}',
  '{"a": $now()}',
  '{"a": $millis()}',
  '{"a": $random()}',
  '{"a": $shuffle([1, 2])}',
  '{"a": $pad("x", 1000000000)}',
  '{"a": $match(name, /(a+)+$/)}',
  '($f := $eval; {"a": $f("1")})',
  '{"a": $map(["1"], $eval)}',
])('%s is refused: neither clock nor chance nor code nor what no limit can cut', (text) => {
  expect(() => compileConversion(text)).toThrow(/cannot be used here\.$/);
});

describe('is cut off:', () => {
  test.each([
    ['a loop', '($f := function() {$f()}; $f())'],
    ['a loop that grows a text', '($f := function($s) {$f($s & $s)}; $f("xx"))'],
    ['a loop that grows a list', '($f := function($s) {$f($append($s, $s))}; $f([1, 2]))'],
    ['a recursion without end', '($f := function($x) {1 + $f($x)}; $f(1))'],
    ['two functions that call each other', '($a := function() {$b()}; $b := function() {$a()}; $a())'],
    ['a range of ten million', '{"a": [1..10000000]}'],
    ['a million steps', '{"a": $sum($map([1..90000], function($x) {$x * 2 + $x * 3 + $x}))}'],
  ])('%s', async (_, text) => {
    await expect(compileConversion(text)({})).rejects.toThrow(ConversionFault);
  });
});

test('a loop costs little more than its 50 ms of processor time, and the next conversion nothing', async () => {
  const loop = compileConversion('($f := function() {$f()}; $f())');
  const { user: before } = process.threadCpuUsage();
  await expect(loop({})).rejects.toThrow('Does it loop?');
  expect(process.threadCpuUsage().user - before).toBeLessThan(250_000);
  expect(await compileConversion('{"a": 1}')({})).toEqual({ a: 1 });
});

test.each(['nothing', '"text"', '1', 'true', 'null', '[{"a": 1}, 2]', 'function() {1}'])(
  'the result %s is refused, since it is no object',
  async (text) => {
    await expect(compileConversion(text)({})).rejects.toThrow(ConversionFault);
  },
);

test('a failure of the expression is told in its words', async () => {
  await expect(compileConversion('$error("no price")')({})).rejects.toThrow(/^no price/);
  await expect(compileConversion('{"a": 1 + "x"}')({})).rejects.toThrow(ConversionFault);
});

test('nothing but the input can be reached, and nothing outside is changed', async () => {
  const given: unknown = JSON.parse('{"a": {}, "__proto__": {"polluted": 1}}');
  const data = given as Record<string, unknown>;
  for (const text of [
    '{"x": constructor, "y": $lookup($, "constructor"), "z": toString, "p": $.process, "g": $globalThis}',
    '$ ~> |a|{"__proto__": {"polluted": true}}|',
    '{"__proto__": {"polluted": true}}',
    '$merge([$, {"__proto__": {"polluted": true}}])',
    '$ ~> |a.constructor.prototype|{"polluted": true}|',
  ]) {
    await compileConversion(text)(data).catch(() => undefined);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  }
  expect(await compileConversion('{"x": constructor, "y": toString, "p": $process}')(data)).toEqual({});
});

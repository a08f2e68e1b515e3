import { spawnSync } from 'node:child_process';
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
  expect(await Promise.all(inputs.map((each) => double(each)))).toEqual(
    inputs.map(({ n }) => ({ n: 1275 + n })),
  );
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

/** The longest time for which this process could do nothing else meanwhile. */
async function stallOf(work: () => Promise<unknown>): Promise<number> {
  let [lastMs, worstMs] = [performance.now(), 0];
  const timer = setInterval(() => {
    const nowMs = performance.now();
    worstMs = Math.max(worstMs, nowMs - lastMs);
    lastMs = nowMs;
  }, 5);
  await work();
  clearInterval(timer);
  return Math.max(worstMs, performance.now() - lastMs);
}

describe('what no step interrupts', () => {
  test.each([
    ['takes long', '{"n": $count($distinct([1..100000]))}', /^Cut off after a second/],
    [
      'takes much memory',
      '{"n": $count($sort($reverse([1..100000])))}',
      /^Cut off(: it takes more than 64 MB| after a second)/,
    ],
    [
      'is small and as JSON endless',
      '($d := function($x, $n) {$n = 0 ? $x : $d({"a": $x, "b": $x}, $n - 1)}; $d({}, 60))',
      /^Cut off/,
    ],
  ])('and %s is cut off, holds up nothing, and the others that wait are made', async (_, text, fault) => {
    const others = ['{"a": 1}', '{"a": 2}'].map((each) => compileConversion(each));
    const stallMs = await stallOf(async () => {
      const [cut, ...made] = await Promise.allSettled(
        [text]
          .map(compileConversion)
          .concat(others)
          .map((each) => each({})),
      );
      expect(cut).toMatchObject({
        reason: { name: 'ConversionFault', message: expect.stringMatching(fault), isUntried: false },
      });
      expect(made).toMatchObject([{ value: { a: 1 } }, { value: { a: 2 } }]);
    });
    expect(stallMs).toBeLessThan(2_500); // it was 13 s and more
  });

  test('is not tried again for a minute on data of the same size, also where it waits already, and on less data it is', async () => {
    const convert = compileConversion('{"n": $count($distinct([1..list[0]]))}');
    expect(await convert({ list: [1] })).toEqual({ n: 1 }); // now the thread is there
    const late = new AbortController();
    const first = convert({ list: [100_000, 1] }, late.signal);
    const behind = Promise.allSettled([2, 3].map((n) => convert({ list: [100_000, n] })));
    // That nobody waits for it any more does not make it cheaper.
    late.abort();
    await expect(first).rejects.toMatchObject({ message: 'Not tried, for want of time.', isUntried: true });
    const reason = {
      message: expect.stringMatching(/^Not tried for a minute.*Cut off after a second/),
      isUntried: true,
    };
    expect(await behind).toMatchObject([{ reason }, { reason }]);
    expect(await convert({ list: [10] })).toEqual({ n: 10 });
  });
});

test('after a loop the next conversion is made', async () => {
  const loop = compileConversion('($f := function() {$f()}; $f())');
  await expect(loop({})).rejects.toThrow('Does it loop?');
  expect(await compileConversion('{"a": 1}')({})).toEqual({ a: 1 });
});

test('a result of more than 1 MiB is refused', async () => {
  const list = compileConversion('{"list": [1..90000].{"number": $}}');
  await expect(compileConversion('{"a": text, "b": text}')({ text: 'x'.repeat(600_000) })).rejects.toThrow(
    '1 MiB',
  );
  await expect(list({})).rejects.toThrow(ConversionFault);
});

test('a process ends when its conversions are done, and not before', () => {
  const code = `
    import { compileConversion } from ${JSON.stringify(new URL('./convert.ts', import.meta.url).href)};
    console.log(JSON.stringify(await compileConversion('{"a": $sum(list)}')({ list: [1, 2] })));`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    timeout: 15_000,
  });
  expect({ stdout, status }).toEqual({ stdout: '{"a":3}\n', status: 0 });
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

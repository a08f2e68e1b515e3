import { expect, it } from 'vitest';
import type { Lookup } from './guarded-connector.ts';
import { sharedLookup } from './shared-lookup.ts';

const FOUND = [{ address: '93.184.215.14', family: 4 }];

/** A resolver that answers when it is told to. */
function setup() {
  const underWay = new Map<string, Parameters<Lookup>[2]>();
  const ask = sharedLookup((hostname, _options, callback) => void underWay.set(hostname, callback));
  const end = (hostname: string, error: Error | null, addresses: typeof FOUND) => {
    const callback = underWay.get(hostname);
    if (!callback) throw new Error(`${hostname} is not under way.`);
    underWay.delete(hostname);
    callback(error, addresses);
  };
  return {
    underWay,
    /** Asks, and says whether the system's resolver was asked at once. */
    ask: (account: string, hostname: string) => {
      const answers: string[] = [];
      ask(account, hostname, { all: true }, (error, found) =>
        answers.push(error ? error.message : found.map(({ address }) => address).join()),
      );
      return { isAsked: underWay.has(hostname), answers };
    },
    answer: (hostname: string) => end(hostname, null, FOUND),
    fail: (hostname: string) => end(hostname, new Error('EAI_AGAIN'), []),
  };
}

const names = (count: number, zone: string) =>
  Array.from({ length: count }, (_, index) => `h${index}.${zone}`);

it('asks once for all who ask for a name at the same time, whichever their account', () => {
  const { ask, answer, underWay } = setup();
  const all = [ask('a', 'one.example'), ask('a', 'one.example'), ask('b', 'one.example')];
  expect(underWay.size).toBe(1);
  answer('one.example');
  expect(all.map(({ answers }) => answers)).toEqual(Array.from({ length: 3 }, () => ['93.184.215.14']));
});

it('lets an account whose names never answer hold few look-ups, and others ask at once', () => {
  const { ask, underWay } = setup();
  for (const name of names(150, 'silent.example')) ask('mallory', name);
  expect(underWay.size).toBe(8);
  expect(ask('ada', 'new.example').isAsked).toBe(true);
});

it('lets unknown names of many accounts hold half of the threads, and asks at once for one that resolved before', () => {
  const { ask, answer, underWay } = setup();
  ask('ada', 'known.example');
  answer('known.example');
  for (const account of ['m1', 'm2', 'm3', 'm4']) {
    for (const name of names(20, `${account}.example`)) ask(account, name);
  }
  expect(underWay.size).toBe(16);
  expect(ask('ada', 'known.example').isAsked).toBe(true);
});

it('lets names that answered once and then fell silent hold few look-ups as well', () => {
  const { ask, answer, underWay } = setup();
  const zone = names(50, 'moody.example');
  for (const name of zone) {
    ask('mallory', name);
    answer(name);
  }
  for (const name of zone) ask('mallory', name);
  expect(underWay.size).toBe(8);
});

it('takes a name that failed for unknown', () => {
  const { ask, answer, fail } = setup();
  ask('ada', 'gone.example');
  answer('gone.example');
  ask('ada', 'gone.example');
  fail('gone.example');
  for (const account of ['m1', 'm2']) for (const name of names(8, `${account}.example`)) ask(account, name);
  expect(ask('ada', 'gone.example').isAsked).toBe(false);
});

it('asks for what waits when another look-up has ended, one account after the other', () => {
  const { ask, answer, fail, underWay } = setup();
  for (const name of names(20, 'silent.example')) ask('mallory', name);
  for (const name of names(8, 'quiet.example')) ask('mallet', name);
  const [first, second] = [ask('ada', 'one.example'), ask('ada', 'two.example')];
  fail('h0.silent.example');
  fail('h1.silent.example');
  fail('h2.silent.example');
  fail('h3.silent.example');
  expect(underWay.has('one.example')).toBe(true);
  expect(underWay.has('two.example')).toBe(true);
  answer('one.example');
  answer('two.example');
  expect([first.answers, second.answers]).toEqual([['93.184.215.14'], ['93.184.215.14']]);
  while (underWay.size > 0) fail([...underWay.keys()][0]!);
  expect(ask('mallory', 'h19.silent.example').isAsked).toBe(true);
});

it('asks once for a name for which many waited', () => {
  const { ask, answer, fail, underWay } = setup();
  for (const name of names(8, 'silent.example')) ask('mallory', name);
  const all = Array.from({ length: 5_000 }, () => ask('mallory', 'late.example'));
  fail('h0.silent.example');
  expect(underWay.size).toBe(8);
  answer('late.example');
  expect(all.every(({ answers }) => answers.length === 1)).toBe(true);
});

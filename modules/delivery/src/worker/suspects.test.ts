import { expect, it } from 'vitest';
import type { Claimed } from '../queue/claim.ts';
import { Suspects } from './suspects.ts';
import { delivery } from './testing-lanes.ts';

const interrupted = (interruptions: number) => delivery('wh_1', 'acct_1', { interruptions });
/** As many as may be tried at once. */
const admitAll = (suspects: Suspects, interruptions = 3) => {
  const admitted: Claimed[] = [];
  for (let each = interrupted(interruptions); suspects.admit(each); each = interrupted(interruptions))
    admitted.push(each);
  return admitted;
};

it.each([
  [2, false],
  [3, true],
])('%i interruptions in a row make a suspect: %s', (interruptions, isSuspect) => {
  expect(Suspects.has(interrupted(interruptions))).toBe(isSuspect);
});

it('a process tries four suspects at first, and twice as many with each that is recorded', () => {
  const suspects = new Suspects();
  const first = admitAll(suspects);
  expect(first).toHaveLength(4);
  suspects.ended(first[0]!, true);
  expect(admitAll(suspects)).toHaveLength(5);
  for (const each of first.slice(1)) suspects.ended(each, true);
  for (let rounds = 0; rounds < 10; rounds += 1)
    for (const each of admitAll(suspects)) suspects.ended(each, true);
  const most = admitAll(suspects).length;
  expect(most).toBeGreaterThan(50);
  expect(most).toBeLessThanOrEqual(64);
});

it('what was not recorded says nothing for the others', () => {
  const suspects = new Suspects();
  for (const each of admitAll(suspects)) suspects.ended(each, false);
  expect(admitAll(suspects)).toHaveLength(4);
});

it('one that was interrupted six times is tried with none beside it', () => {
  const suspects = new Suspects();
  const [other] = admitAll(suspects);
  expect(suspects.admit(interrupted(6))).toBe(false);
  const fresh = new Suspects();
  const alone = interrupted(6);
  expect(fresh.admit(alone)).toBe(true);
  expect(fresh.admit(interrupted(3))).toBe(false);
  expect(fresh.admit(interrupted(6))).toBe(false);
  fresh.ended(alone, true);
  expect(fresh.admit(interrupted(3))).toBe(true);
  expect(other).toBeDefined();
});

it('the end of what was never admitted changes nothing', () => {
  const suspects = new Suspects();
  suspects.ended(interrupted(0), true);
  expect(admitAll(suspects)).toHaveLength(4);
});

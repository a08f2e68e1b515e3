import type { LookupAllOptions } from 'node:dns';
import { Turns } from '@tidings/kernel';
import type { Lookup } from './guarded-connector.ts';

type Waiting = Parameters<Lookup>[2];

/**
 * How many names may be looked up at the same time. The system's resolver occupies one of the process's threads until
 * it has answered, which for a silent name server is ten seconds and more, however long the attempt waits. Of the
 * launcher's 64 threads libuv gives it 32.
 */
const OF_ACCOUNT = 8;
/** Names that did not resolve when they were last asked for, or that were never asked for, of all accounts. */
const UNKNOWN_IN_ALL = 16;
/** Names that are remembered as good; with more than these, some are unknown again. */
const GOOD_LIMIT = 10_000;

/**
 * Lets those who ask for the same name at the same time wait for one answer, and keeps names that never answer from
 * keeping others waiting: an account has few look-ups under way at once, and names that are not known to resolve never
 * take all threads. Whoever is beyond that waits for their turn, as long as their attempt may take. No address is kept
 * once it has been handed out.
 */
export function sharedLookup(lookup: Lookup) {
  const underWay = new Map<string, Waiting[]>();
  const inLine = new Map<string, Waiting[]>();
  const good = new Set<string>();
  const turnsOfGood = new Turns({ ofAccount: OF_ACCOUNT, inAll: Infinity });
  const turnsOfOthers = new Turns({ ofAccount: OF_ACCOUNT, inAll: UNKNOWN_IN_ALL });
  const begin = (hostname: string, options: LookupAllOptions, waiting: Waiting[], done: () => void) => {
    const others = underWay.get(hostname);
    if (others) {
      others.push(...waiting);
      return done();
    }
    underWay.set(hostname, waiting);
    lookup(hostname, options, (error, addresses) => {
      underWay.delete(hostname);
      if (good.size >= GOOD_LIMIT) good.clear();
      if (error) good.delete(hostname);
      else good.add(hostname);
      done();
      for (const each of waiting) each(error, addresses);
    });
  };
  return (account: string, ...[hostname, options, callback]: Parameters<Lookup>): void => {
    const place = `${account} ${hostname}`;
    const others = underWay.get(hostname) ?? inLine.get(place);
    if (others) {
      others.push(callback);
      return;
    }
    const waiting = [callback];
    inLine.set(place, waiting);
    const turns = good.has(hostname) ? turnsOfGood : turnsOfOthers;
    turns.take(account, (done) => {
      inLine.delete(place);
      begin(hostname, options, waiting, done);
    });
  };
}

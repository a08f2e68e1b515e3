import type { LookupAllOptions } from 'node:dns';
import type { Lookup } from './guarded-connector.ts';

type Waiting = Parameters<Lookup>[2];

/**
 * Lets those who ask for the same name at the same time wait for one answer. The system's resolver occupies one
 * of four threads of the process until it has answered, so that many deliveries to a name whose server is silent
 * would keep all other names waiting. Nothing is kept once it has answered.
 */
export function sharedLookup(lookup: Lookup): Lookup {
  const underWay = new Map<string, Waiting[]>();
  return (hostname, options: LookupAllOptions, callback) => {
    const others = underWay.get(hostname);
    if (others) {
      others.push(callback);
      return;
    }
    const waiting = [callback];
    underWay.set(hostname, waiting);
    lookup(hostname, options, (error, addresses) => {
      underWay.delete(hostname);
      for (const each of waiting) each(error, addresses);
    });
  };
}

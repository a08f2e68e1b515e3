import type { Sql } from './database.ts';

/** What is to be done after a transaction. Neither may throw; exactly one of them is called, once. */
export type Settlement = {
  committed: () => void;
  /** Also when the answer to the commit was lost, so that nobody knows whether it was committed. */
  rolledBack: () => void;
};

const settlements = new WeakMap<Sql, Settlement[]>();

/**
 * Has something done when the transaction ends, by whoever works inside it; what waits outside, such as a worker or a
 * notification, must not hear of rows that nobody else can see yet. A transaction that begins again after a deadlock
 * is another one: the first was rolled back.
 * @param tx what `Database.transaction` or `unitOfWork` hands to its work.
 * @throws {Error} for anything else, since its end would go unnoticed.
 */
export function whenSettled(tx: Sql, settlement: Settlement): void {
  const known = settlements.get(tx);
  if (!known) throw new Error('Only the end of a transaction that is open can be waited for.');
  known.push(settlement);
}

/** Opens the list for a transaction. @returns what to call at its end. */
export function settle(tx: Sql): (ending: keyof Settlement) => void {
  const list: Settlement[] = [];
  settlements.set(tx, list);
  return (ending) => {
    settlements.delete(tx);
    for (const each of list) each[ending]();
  };
}

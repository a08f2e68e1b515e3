import { type Sql, statement } from '@tidings/kernel';

const KEY = `hashtextextended('event.facet_value', 0)`;
const HOLD = statement<never>('event.hold-erasures', `SELECT pg_advisory_xact_lock_shared(${KEY})`);
const ERASE_ALONE = statement<never>('event.erase-alone', `SELECT pg_advisory_xact_lock(${KEY})`);

/**
 * Keeps erasures waiting until the end of a transaction that notes values. A value of an event that was not erased before
 * this is there when an erasure begins, and is found by it. A statement of its own: what comes after sees what was erased.
 */
export async function holdErasures(tx: Sql): Promise<void> {
  await tx.query(HOLD);
}

/** Waits for those that note values, and keeps others waiting: after the end they see which events were erased. */
export async function eraseAlone(tx: Sql): Promise<void> {
  await tx.query(ERASE_ALONE);
}

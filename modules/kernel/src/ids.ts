import { fromString, toUUID, typeidUnboxed } from 'typeid-js';
import type { IdPrefix } from './schema.ts';

export type { IdPrefix };

/** A new TypeID: time-ordered (UUIDv7), unique, and readable in a log. */
export function newId(prefix: IdPrefix): string {
  return typeidUnboxed(prefix);
}

/** 9999-12-31: later days, which only a forged id can carry, are no dates to Postgres as we write them. */
const LAST_DAY_MS = 253_402_214_400_000;

/**
 * The UTC day (`2026-11-21`) on which we made this id, read from its UUIDv7 timestamp.
 * Tables that are partitioned by day use it as partition key, so a look-up by id touches one partition.
 */
export function dayOfId(id: string): string {
  const hex = toUUID(fromString(id)).replaceAll('-', '').slice(0, 12);
  const ms = Math.min(Number.parseInt(hex, 16), LAST_DAY_MS);
  return new Date(ms).toISOString().slice(0, 10);
}

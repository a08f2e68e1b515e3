import { randomFillSync } from 'node:crypto';
import { fromString, fromUUIDBytes, toUUID } from 'typeid-js';
import type { IdPrefix } from './schema.ts';

export type { IdPrefix };

const RANDOM_BYTES = 8;
// One call to the kernel for many ids: asking it for each was a fifteenth of the publisher's time.
const pool = Buffer.alloc(RANDOM_BYTES * 512);
let used = pool.length;
let lastMs = 0;
let sequence = 0;

/**
 * A new TypeID: unique, readable in a log, and in the order of its making within a process. What follows the
 * prefix is a UUIDv7 (RFC 9562 §5.7) whose `rand_a` counts the ids of one millisecond (§6.2, method 1).
 */
export function newId(prefix: IdPrefix): string {
  // Never backwards when the clock is set back, and on to the next millisecond after 4,096 ids in one.
  const nowMs = Math.max(Date.now(), lastMs);
  sequence = nowMs === lastMs ? sequence + 1 : 0;
  lastMs = sequence > 0xfff ? nowMs + 1 : nowMs;
  sequence &= 0xfff;
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(lastMs / 2 ** 32));
  view.setUint32(2, lastMs % 2 ** 32);
  view.setUint16(6, 0x7000 | sequence);
  bytes.set(pool.subarray(used, used + RANDOM_BYTES), 8);
  used += RANDOM_BYTES;
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return fromUUIDBytes(prefix, bytes);
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

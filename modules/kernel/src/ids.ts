import { randomFillSync } from 'node:crypto';
import type { IdPrefix } from './schema.ts';

export type { IdPrefix };

/** Crockford's base 32 in lower case (TypeID specification 0.3), one digit and two at a time. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const PAIRS = Array.from({ length: 1024 }, (_, n) => `${DIGITS[n >> 5]}${DIGITS[n & 31]}`);
const SUFFIX_LENGTH = 26;
/** The 48 bits of the time, after two that are always zero. */
const TIME_LENGTH = 10;

const RANDOM_BYTES = 8;
// One call to the kernel for many ids: asking it for each was a fifteenth of the publisher's time.
const pool = Buffer.alloc(RANDOM_BYTES * 512);
let used = pool.length;
/** So far may ids be ahead of the clock: a clock is corrected by less than this, and no burst fills more. */
const AHEAD_LIMIT_MS = 1_000;
let lastMs = 0;
let lastTime = '';
let sequence = 0;

/**
 * A new TypeID: unique, readable in a log, and in the order of its making within a process, unless
 * its clock is set back by more than a second. What follows the
 * prefix is a UUIDv7 (RFC 9562 §5.7) whose `rand_a` counts the ids of one millisecond (§6.2, method 1). Written out
 * here rather than by a library, since each delivery needs two of them.
 */
export function newId(prefix: IdPrefix): string {
  // Not backwards when the clock is set back a little, and on to the next millisecond after 4,096 ids in one. Set back
  // by more, it had been wrong: ids that stayed ahead would lie in days that have no partition. Unique they are anyway.
  const nowMs = Date.now();
  let ms = lastMs - nowMs > AHEAD_LIMIT_MS ? nowMs : Math.max(nowMs, lastMs);
  sequence = ms === lastMs ? sequence + 1 : 0;
  if (sequence > 0xfff) ms += 1;
  sequence &= 0xfff;
  if (ms !== lastMs) lastTime = digits(ms, TIME_LENGTH);
  lastMs = ms;
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const high =
    (0x7000 | sequence) * 2 ** 24 +
    (0x80 | (pool.readUInt8(used) & 0x3f)) * 2 ** 16 +
    pool.readUInt16BE(used + 1); // in range
  const low = pool.readUIntBE(used + 3, 5);
  used += RANDOM_BYTES;
  return `${prefix}_${lastTime}${digits(high, 8)}${digits(low, 8)}`;
}

/** A whole number of at most 53 bits in base 32. `length` is even. */
function digits(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 1024))
    text = PAIRS[rest % 1024] + text;
  return text;
}

/** 9999-12-31: later days, which only a forged id can carry, are no dates to Postgres as we write them. */
const LAST_DAY_MS = 253_402_214_400_000;

/**
 * The UTC day (`2026-11-21`) on which we made this id, read from its UUIDv7 timestamp.
 * Tables that are partitioned by day use it as partition key, so a look-up by id touches one partition.
 */
export function dayOfId(id: string): string {
  return dayAt(Math.floor(Math.min(timeOfId(id), LAST_DAY_MS) / DAY_MS));
}

/** When an id was made by what it says of itself, in milliseconds since 1970; whoever made it may have lied. */
export function timeOfId(id: string): number {
  let ms = 0;
  const from = id.length - SUFFIX_LENGTH;
  for (let at = from; at < from + TIME_LENGTH; at += 1) ms = ms * 32 + DIGITS.indexOf(id[at] ?? '');
  return ms;
}

const DAY_MS = 86_400_000;
let lastDay = { number: 0, text: '1970-01-01' };

function dayAt(number: number): string {
  if (number !== lastDay.number)
    lastDay = { number, text: new Date(number * DAY_MS).toISOString().slice(0, 10) };
  return lastDay.text;
}

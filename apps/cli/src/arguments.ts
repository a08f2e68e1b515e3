import { z } from 'zod';
import { EXIT, Failure } from './failure.ts';

/** @throws {Failure} `usage` for anything but a number of rows. */
export function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Failure(EXIT.usage, `"${text}" is no number of rows: 1 or more.`);
}

/** @throws {Failure} `usage` for anything but a number of hours. */
export function hours(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new Failure(EXIT.usage, `"${text}" is no number of hours: 0 or more.`);
}

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** A day, or a time of one. `Date.parse` by itself takes "7" for a day of 2001. */
const ISO = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * A time as people say it: ISO 8601, or how long ago.
 * @throws {Failure} `usage` for anything else.
 */
export function timeOf(text: string, nowMs = Date.now()): string {
  const ms = msOf(text, nowMs);
  const time = new Date(ms);
  if (Number.isNaN(time.getTime()) || ms < 0)
    throw new Failure(EXIT.usage, `"${text}" is no time: 2026-11-20T14:00:00Z, or 2h for two hours ago.`);
  return time.toISOString();
}

/**
 * The parameters of a list or a replay for a range of time.
 * @throws {Failure} `usage` for what is no time, and for an end that is not after the beginning.
 */
export function rangeOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  nowMs = Date.now(),
): { created_after?: string; created_before?: string } {
  const after = from === undefined ? undefined : timeOf(from, nowMs);
  const before = to === undefined ? undefined : timeOf(to, nowMs);
  if (after !== undefined && before !== undefined && after >= before)
    throw new Failure(EXIT.usage, `--to ${to} is not later than --from ${from}.`);
  return { ...(after && { created_after: after }), ...(before && { created_before: before }) };
}

function msOf(text: string, nowMs: number): number {
  if (text === 'now') return nowMs;
  const [, amount, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return nowMs - Number(amount) * (UNIT_MS[unit] ?? 0);
  const [, day] = ISO.exec(text) ?? [];
  return z.iso.date().safeParse(day).success ? Date.parse(text) : Number.NaN;
}

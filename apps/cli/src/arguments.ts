import { EXIT, Failure } from './failure.ts';

/** @throws {Failure} `usage` for anything but a number of rows. */
export function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Failure(EXIT.usage, `"${text}" is no number of rows: 1 or more.`);
}

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A time as people say it: ISO 8601, or how long ago.
 * @throws {Failure} `usage` for anything else.
 */
export function timeOf(text: string, nowMs = Date.now()): string {
  const [, amount, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return new Date(nowMs - Number(amount) * (UNIT_MS[unit] ?? 0)).toISOString();
  const ms = text === 'now' ? nowMs : Date.parse(text);
  if (Number.isNaN(ms))
    throw new Failure(EXIT.usage, `"${text}" is no time: 2026-11-20T14:00:00Z, or 2h for two hours ago.`);
  return new Date(ms).toISOString();
}

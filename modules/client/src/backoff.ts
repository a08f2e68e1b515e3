const FIRST_MS = 250;
const LONGEST_MS = 60_000;
/** However long Tidings asks us to wait. */
const LONGEST_ASKED_MS = 60 * 60_000;

/**
 * How long to wait after so many failures in a row: twice as long each time, up to a minute, spread over the upper
 * half so that relays do not come back together. Never less than Tidings asked for.
 * @param random in [0, 1).
 */
export function backoffMs(failures: number, askedMs: number, random: number): number {
  const longest = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  const own = longest * (0.5 + random / 2);
  const asked = Math.min(askedMs, LONGEST_ASKED_MS);
  return Math.round(Math.max(own, asked + (asked > 0 ? random * FIRST_MS : 0)));
}

/** Milliseconds that `Retry-After` (seconds or a date, RFC 9110 §10.2.3) asks for; 0 when it does not. */
export function retryAfterMs(header: string | null, nowMs: number): number {
  const value = header?.trim();
  if (!value) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return ms > 0 ? ms : 0; // also NaN
}

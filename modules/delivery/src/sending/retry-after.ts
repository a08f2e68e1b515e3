import type { Outcome } from './send.ts';

/** However long a receiver asks us to wait, this is the longest. */
export const LONGEST_ASKED_MS = 24 * 60 * 60 * 1000;

/** Only these say with `Retry-After` when to come back (RFC 9110 §10.2.3; RFC 6585 §4 for 429). */
const ASKING = new Set<number | null>([429, 503]);
const SECONDS = /^\d+$/;
/** The three forms of a date, all of them in GMT (RFC 9110 §5.6.7); what else `Date.parse` reads is none. */
const HTTP_DATES = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * How long the receiver asks us to wait.
 * @param now to which a date is compared.
 * @returns milliseconds, at most {@link LONGEST_ASKED_MS}; 0 when it does not ask, or asks for a moment that has passed.
 */
export function askedWaitMs({ statusCode, response }: Outcome, now: Date): number {
  if (!response || !ASKING.has(statusCode)) return 0;
  const header = response.headers['retry-after'];
  const value = (Array.isArray(header) ? header[0] : header)?.trim();
  if (!value) return 0;
  const waitMs = SECONDS.test(value) ? Number(value) * 1000 : untilDateMs(value, now);
  return Math.min(Math.max(waitMs, 0), LONGEST_ASKED_MS);
}

function untilDateMs(value: string, now: Date): number {
  const form = HTTP_DATES.findIndex((date) => date.test(value));
  if (form === -1) return 0;
  // asctime names no zone; without one Date.parse would read local time.
  const atMs = Date.parse(form === 2 ? `${value} GMT` : value);
  return Number.isNaN(atMs) ? 0 : atMs - now.getTime();
}

/** The receiver wants this delivery no more: it answered `<Brand>-No-Retry: 1`. */
export function refusesRetries({ response }: Outcome, brand: string): boolean {
  const header = response?.headers[`${brand.toLowerCase()}-no-retry`];
  return (Array.isArray(header) ? header[0] : header)?.trim() === '1';
}

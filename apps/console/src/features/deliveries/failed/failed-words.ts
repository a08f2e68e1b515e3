import { spanWords } from '../../../format/duration.ts';
import type { FailedSummary } from '@tidings/delivery/schema';

import { count, counted } from '../../../format/number.ts';

/** "1 failed delivery", "more than 10,000 failed deliveries". */
export function failedCount({ failed, failed_is_estimate: isMore }: FailedSummary): string {
  return `${isMore ? 'more than ' : ''}${counted(failed, 'failed delivery', 'failed deliveries')}`;
}

/** Why there is nothing to retry or clear; null where there is. */
export function nothingWords({ failed, retrying }: FailedSummary): string | null {
  if (failed > 0) return null;
  return retrying > 0 ? 'Nothing is given up; retries go on.' : 'Nothing to retry or clear.';
}

/** "12", and "10,000+" where there are more than were looked at. */
export function atLeast(value: number, isMore: boolean): string {
  return `${count(value)}${isMore ? '+' : ''}`;
}

/** When the next retry goes out, in two words. */
export function nextRetry(
  next: string | null,
  state: { waits: boolean; isHeldBack: boolean; now: number },
): string {
  if (state.waits && next !== null) return 'Waiting';
  if (state.isHeldBack) return 'Held back';
  if (next === null) return 'None';
  const inMs = Date.parse(next) - state.now;
  return inMs <= 0 ? 'Due now' : `in ${spanWords(inMs / 1000)}`;
}

/** Why deliveries wait that are due, and how soon they go on, where that is known. */
export function heldBackWords(
  { by, until }: NonNullable<FailedSummary['held_back']>,
  now: number,
): { why: string; soon: string | null } {
  const inMs = until === null ? 0 : Date.parse(until) - now;
  const soon = inMs < 1000 ? 'now' : `in ${spanWords(inMs / 1000)}`;
  switch (by) {
    case 'circuit_breaker':
      // Whatever opened it: slow failures, of any class, or a secret that cannot be read.
      return { why: 'after failures; next', soon };
    case 'catching_up':
      return { why: 'catching up at a gentle rate', soon: null };
    case 'rate_limit':
      return { why: 'by the rate limit; next', soon };
    default:
      return by satisfies never;
  }
}

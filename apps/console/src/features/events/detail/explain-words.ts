import type { Explanation } from '@tidings/event/schema';

import { count } from '../../../format/number.ts';
import { momentWords } from '../../../format/time.ts';
import type { Tone } from '../../../ui/status-badge.tsx';

type Result = Explanation['result'];

export const RESULT_LABELS: Record<Result, string> = {
  delivered: 'Delivered',
  pending: 'Pending',
  failed: 'Failed',
  filtered: 'Filtered out',
  paused: 'Paused',
  disabled: 'Inactive',
  not_subscribed: 'Not subscribed',
};

export const RESULT_TONES: Record<Result, Tone> = {
  delivered: 'success',
  pending: 'accent',
  failed: 'failure',
  filtered: 'rest',
  paused: 'rest',
  disabled: 'rest',
  not_subscribed: 'rest',
};

// Results that turn into each other share a rank, so that no row moves while somebody reads it.
const RANKS: Record<Result, number> = {
  delivered: 0,
  pending: 0,
  failed: 0,
  filtered: 1,
  paused: 2,
  disabled: 2,
  not_subscribed: 3,
};

/** Those that got it first, then those that nearly did. */
export function inOrder(explain: readonly Explanation[]): Explanation[] {
  return explain.toSorted((a, b) => RANKS[a.result] - RANKS[b.result]);
}

/** "2 delivered, 1 failed, 3 not subscribed". */
export function explainSummary(explain: readonly Explanation[]): string {
  const groups = Map.groupBy(explain, ({ result }) => result);
  return Object.entries(RESULT_LABELS)
    .flatMap(([result, label]) => {
      const found = groups.get(result as Result)?.length ?? 0; // the keys are the results
      return found === 0 ? [] : [`${count(found)} ${label.toLowerCase()}`];
    })
    .join(', ');
}

const ISO = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/**
 * Why, with times as all others are shown beside it: the API gives them in UTC. Those in why a filter let nothing through are
 * data of the event or of the filter, and stay.
 */
export function reasonWords({ result, reason }: Pick<Explanation, 'result' | 'reason'>): string {
  return result === 'filtered' ? reason : reason.replaceAll(ISO, momentWords);
}

/**
 * Whether it makes sense to deliver the event once more to a webhook that is active now: what has arrived, or failed, or was
 * missed while the webhook was paused. What is on its way arrives by itself; what the webhook does not want is refused.
 */
export function canBeReplayed({ result }: Pick<Explanation, 'result'>): boolean {
  return result !== 'pending' && result !== 'filtered' && result !== 'not_subscribed';
}

import type { Webhook } from '@tidings/endpoint/schema';
import type { Stats, StatsWindow } from '@tidings/metrics/schema';

import { count, counted, milliseconds, percent } from '../../format/number.ts';
import { sinceWords } from '../../format/time.ts';
import { errorWords } from '../deliveries/words.ts';
import { badgeName } from '../webhooks/badge-name.ts';
import { lastWords } from './health-search.ts';

type Told = Pick<Webhook, 'health' | 'health_changed_at' | 'status'>;

interface Attempts {
  total: number;
  failed: number;
}

/** "18.6% of 500 attempts failed in the last 24 hours, failing since 14:05.": how it went, and since when it goes badly. */
export function healthSentence(
  { total, failed }: Attempts,
  window: StatsWindow,
  { webhook, nowMs }: { webhook: Told | undefined; nowMs: number },
): string {
  const last = lastWords(window);
  const since =
    webhook && badgeName(webhook) === 'failing' && webhook.health_changed_at !== null
      ? `, failing since ${sinceWords(webhook.health_changed_at, nowMs)}`
      : '';
  if (total === 0) return `No attempts ${last}${since}.`;
  if (failed === 0) return `${allWords(total)} succeeded ${last}${since}.`;
  if (total === 1) return `${allWords(total)} failed ${last}${since}.`;
  return `${percent(failed / total)} of ${counted(total, 'attempt')} failed ${last}${since}.`;
}

function allWords(total: number): string {
  return total === 1 ? 'The only attempt' : `All ${counted(total, 'attempt')}`;
}

/** "Endpoint error (612), No answer in time (40)": what failed attempts ended with, the most frequent first. */
export function errorList({ totals }: Stats, most = 3): string {
  const named = totals.errors
    .slice(0, most)
    .map((each) => `${errorWords(each.error)} (${count(each.count)})`);
  const rest = totals.errors.length - named.length;
  return named.join(', ') + (rest > 0 ? ` and ${counted(rest, 'other')}` : '');
}

/** "Of 84 deliveries in the last 7 days, 2 have not arrived.": the same of deliveries, each of which counts once. */
export function deliveriesSentence({ totals }: Stats, window: StatsWindow): string {
  const { deliveries, failed } = totals;
  if (deliveries === 1)
    return `The only delivery ${lastWords(window)} has ${failed === 0 ? 'arrived' : 'not arrived'}.`;
  const have =
    failed === 0 ? 'all have arrived' : `${count(failed)} ${failed === 1 ? 'has' : 'have'} not arrived`;
  return `Of ${counted(deliveries, 'delivery', 'deliveries')} ${lastWords(window)} ${have}.`;
}

/** What the chart of attempts shows. */
export function attemptsWords({ totals }: Stats): { total: string; failed: string } {
  const { total, failed } = totals.attempts;
  return { total: `${count(total)} total`, failed: `${count(failed)} failed` };
}

/** "min 38 ms, average 121 ms, max 4,980 ms". */
export function timingWords({ totals }: Stats): string {
  const { min, avg, max } = totals.duration_ms;
  if (avg === null) return 'no response was timed';
  return `min ${milliseconds(min)}, average ${milliseconds(avg)}, max ${milliseconds(max)}`;
}

import type { Webhook } from '@tidings/endpoint/schema';
import type { Stats, StatsWindow } from '@tidings/metrics/schema';

import { count, counted, milliseconds } from '../../format/number.ts';
import { momentWords } from '../../format/time.ts';
import { errorWords } from '../deliveries/words.ts';
import { lastWords } from './health-search.ts';

const ONE_DECIMAL = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** "99.8%" of a share from 0 to 1. Only all is 100%, and only nothing is 0%. */
export function percentWords(share: number | null): string {
  if (share === null) return '–';
  const percent = share * 100;
  const shown = share > 0 && share < 1 ? Math.min(99.9, Math.max(0.1, percent)) : percent;
  return `${ONE_DECIMAL.format(shown)}%`;
}

type Told = Pick<Webhook, 'health' | 'health_changed_at' | 'status'>;

/** How it went, as a sentence, and since when it goes badly. */
export function healthSentence({ totals }: Stats, window: StatsWindow, webhook: Told | undefined): string {
  const { attempts } = totals;
  const last = lastWords(window);
  if (attempts.total === 0) return `No attempts ${last}.`;
  const isFailing = webhook?.status === 'active' && webhook.health === 'failing';
  const since =
    isFailing && webhook.health_changed_at ? `, failing since ${momentWords(webhook.health_changed_at)}` : '';
  if (attempts.failed === 0) return `${allWords(attempts.total)} succeeded ${last}${since}.`;
  return `${percentWords(attempts.failed / attempts.total)} of attempts failed ${last}${since}.`;
}

function allWords(total: number): string {
  return total === 1 ? 'The only attempt' : `All ${counted(total, 'attempt')}`;
}

/** "Endpoint error 612, No answer in time 40": what failed attempts ended with, the most frequent first. */
export function errorList({ totals }: Stats, most = 3): string {
  const named = totals.errors.slice(0, most).map((each) => `${errorWords(each.error)} ${count(each.count)}`);
  const rest = totals.errors.length - named.length;
  return named.join(', ') + (rest > 0 ? ` and ${counted(rest, 'other')}` : '');
}

/** What the chart of attempts shows. */
export function attemptsWords({ totals }: Stats): { total: string; failed: string } {
  const { total, failed } = totals.attempts;
  return { total: `${count(total)} total`, failed: `${count(failed)} failed` };
}

/** "min 38 ms, average 121 ms, max 4,980 ms". */
export function durationWords({ totals }: Stats): string {
  const { min, avg, max } = totals.duration_ms;
  if (avg === null) return 'no response was timed';
  return `min ${milliseconds(min)}, average ${milliseconds(avg)}, max ${milliseconds(max)}`;
}

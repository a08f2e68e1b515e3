import type { Webhook } from '@tidings/endpoint/schema';

import { counted, percent } from '../../../format/number.ts';
import { sinceWords } from '../../../format/time.ts';
import { badgeName } from '../badge-name.ts';
import { standstillOf } from '../standstill.ts';

interface Day {
  total: number;
  failed: number;
}

/** How a webhook does, beside its badge: "18.6% of attempts failed in the last 24 hours, failing since 14:05". */
export function healthSentence(webhook: Webhook, day: Day | undefined, nowMs: number): string {
  const standstill = standstillOf(webhook);
  if (standstill) return standstill.title;
  if (!day) return '';
  const isFailing = badgeName(webhook) === 'failing';
  const since =
    isFailing && webhook.health_changed_at !== null
      ? `, failing since ${sinceWords(webhook.health_changed_at, nowMs)}`
      : '';
  if (day.total === 0) return `No attempt in the last 24 hours${since}`;
  if (day.failed === 0) return `None of ${counted(day.total, 'attempt')} failed in the last 24 hours${since}`;
  return `${percent(day.failed / day.total)} of ${counted(day.total, 'attempt')} failed in the last 24 hours${since}`;
}

import type { ListedWebhook } from '@tidings/endpoint/schema';

import { isolated } from '../../../format/isolated.ts';
import { count } from '../../../format/number.ts';
import { sinceWords } from '../../../format/time.ts';
import { badgeName } from '../badge-name.ts';

/** "Billing ledger since 14:05", "Billing ledger and 2 more": which webhooks fail, the one that began last first. */
export function failingWords(webhooks: readonly ListedWebhook[], nowMs: number): string {
  const failing = webhooks
    .filter((webhook) => badgeName(webhook) === 'failing')
    .toSorted((a, b) => (b.health_changed_at ?? '').localeCompare(a.health_changed_at ?? ''));
  const [first, ...others] = failing;
  if (!first) return '';
  const name = isolated(first.name);
  if (others.length > 0) return `${name} and ${others.length} more`;
  const since = first.health_changed_at;
  return since === null ? name : `${name} since ${sinceWords(since, nowMs)}`;
}

/** Where none fails: what the system has disabled gets no more events, and needs somebody all the same. */
export function noneFailsWords(disabled: number): string {
  if (disabled === 0) return 'none needs you';
  return disabled === 1 ? '1 was disabled by the system' : `${count(disabled)} were disabled by the system`;
}

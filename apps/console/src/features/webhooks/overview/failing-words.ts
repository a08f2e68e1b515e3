import type { Webhook } from '@tidings/endpoint/schema';

import { sinceWords } from '../../../format/time.ts';
import { badgeName } from '../badge-name.ts';

/** "Billing ledger since 14:05", "Billing ledger and 2 more": which webhooks fail, the one that began last first. */
export function failingWords(webhooks: readonly Webhook[], nowMs: number): string {
  const failing = webhooks
    .filter((webhook) => badgeName(webhook) === 'failing')
    .toSorted((a, b) => (b.health_changed_at ?? '').localeCompare(a.health_changed_at ?? ''));
  const [first, ...others] = failing;
  if (!first) return '';
  if (others.length > 0) return `${first.name} and ${others.length} more`;
  const since = first.health_changed_at;
  return since === null ? first.name : `${first.name} since ${sinceWords(since, nowMs)}`;
}

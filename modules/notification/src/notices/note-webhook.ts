import type { EndpointDisabled, EndpointHealthChanged, EndpointWarned } from '@tidings/endpoint';
import type { Sql } from '@tidings/kernel';
import type { News } from '../schema.ts';
import { note, type NoteParts, type WebhookNews } from './note.ts';

type Last = { lastStatusCode: number | null; lastError: string | null };
const lastOf = ({ lastStatusCode, lastError }: Last) => ({
  last_status_code: lastStatusCode,
  last_error: lastError,
});

/** Tells of 50, 70 or 90 failures in a row. */
export function noteWarnings(parts: NoteParts, tx: Sql, warned: EndpointWarned[]): Promise<void> {
  return note(
    parts,
    tx,
    warned.map(({ accountId, endpointId: webhookId, threshold, consecutiveFailures, ...last }) => ({
      accountId,
      webhookId,
      kind: 'webhook.warning',
      details: { threshold, consecutive_failures: consecutiveFailures, ...lastOf(last) },
    })),
  );
}

/**
 * Tells of active webhooks that begin to fail, or fail no longer. Of one that was silent until its failures had become
 * too old nothing is told: nobody knows whether it is well.
 */
export function noteHealth(parts: NoteParts, tx: Sql, changed: EndpointHealthChanged[]): Promise<void> {
  return note(parts, tx, changed.filter(isWorthTelling).map(newsOfHealth));
}

function isWorthTelling({ isActive, health, lastDay }: EndpointHealthChanged): boolean {
  return isActive && (health === 'failing' || lastDay?.attempts !== 0);
}

function newsOfHealth({ accountId, endpointId: webhookId, ...changed }: EndpointHealthChanged): WebhookNews {
  const { health, reason, lastDay } = changed;
  if (health === 'healthy' || reason === null)
    return { accountId, webhookId, kind: 'webhook.recovered', details: {} };
  const details = {
    reason,
    consecutive_failures: changed.consecutiveFailures,
    attempts: lastDay?.attempts ?? null,
    failed: lastDay?.failed ?? null,
    ...lastOf(changed),
  };
  return { accountId, webhookId, kind: 'webhook.degraded', details };
}

/** Tells of a webhook that the system has disabled. */
export function noteDisabled(parts: NoteParts, tx: Sql, disabled: EndpointDisabled): Promise<void> {
  const { accountId, endpointId: webhookId, reason, consecutiveFailures } = disabled;
  const details = { reason, consecutive_failures: consecutiveFailures, ...lastOf(disabled) };
  return note(parts, tx, [{ accountId, webhookId, kind: 'webhook.disabled', details }]);
}

/** A delivery that was given up, as the module of deliveries announces it. */
export type GivenUp = Last & {
  id: string;
  accountId: string;
  endpointId: string;
  eventType: string;
  attemptsMade: number;
  reason: Exhausted['reason'] | 'gone';
};
type Exhausted = Extract<News, { kind: 'webhook.deliveries_exhausted' }>['details'];

/**
 * Tells of the first delivery of each webhook that was given up; of further ones of the same day it does not. Nor of a
 * 410, which disables the webhook: that is told.
 */
export function noteExhausted(parts: NoteParts, tx: Sql, exhausted: GivenUp[]): Promise<void> {
  const first = new Map<string, WebhookNews>();
  for (const { reason, ...each } of exhausted) {
    if (reason === 'gone' || first.has(each.endpointId)) continue;
    first.set(each.endpointId, {
      accountId: each.accountId,
      webhookId: each.endpointId,
      kind: 'webhook.deliveries_exhausted',
      details: {
        delivery_id: each.id,
        event_type: each.eventType,
        attempts_made: each.attemptsMade,
        reason,
        ...lastOf(each),
      },
    });
  }
  return note(parts, tx, [...first.values()]);
}

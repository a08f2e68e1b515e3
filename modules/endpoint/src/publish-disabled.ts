import { publishInTransaction } from '@tidings/event';
import type { Context, Sql } from '@tidings/kernel';
import type { EndpointDisabled } from './hooks.ts';

/**
 * Tells the account's other webhooks, as `webhook.disabled`, that the system has disabled one; in the transaction that
 * disables it, so it is told exactly once. The disabled one is not among those that are told: it is not active.
 */
export async function publishDisabled(
  parts: Pick<Context, 'config' | 'database' | 'clock' | 'log'>,
  tx: Sql,
  disabled: EndpointDisabled,
): Promise<void> {
  const { accountId, lastStatusCode, lastError } = disabled;
  const object = {
    object: 'webhook',
    id: disabled.endpointId,
    name: disabled.name,
    url: disabled.url,
    status: 'disabled',
    disabled_reason: disabled.reason,
    disabled_at: parts.clock.now().toISOString(),
    consecutive_failures: disabled.consecutiveFailures,
    ...(lastStatusCode !== null && { last_status_code: lastStatusCode }),
    ...(lastError !== null && { last_error: lastError }),
  };
  await publishInTransaction(parts, tx, [{ accountId, type: 'webhook.disabled', data: { object } }]);
}

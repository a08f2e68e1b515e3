import { audit, type Sql, statement, systemOrigin } from '@tidings/kernel';
import { endpointChanged, endpointDisabled, type EndpointDisabled } from './hooks.ts';

/** A webhook whose activity has gone too far, the rule that says so, and the attempt that decided it. */
export type Crossed = Pick<
  EndpointDisabled,
  'endpointId' | 'reason' | 'consecutiveFailures' | 'lastStatusCode' | 'lastError'
>;

type Disabled = {
  endpoint_id: string;
  account_id: string;
  name: string;
  url: string;
  rate_limit: number | null;
};

// Primary key of endpoint.endpoint. The caller holds rows of endpoint.activity, and whoever changes or deletes a
// webhook takes these two locks the other way round. So nobody is waited for here: a webhook that is being changed
// at this moment is passed over, and its next failure disables it.
const DISABLE = statement<Disabled>(
  'endpoint.disable-failing',
  `WITH held AS (
     SELECT id FROM endpoint.endpoint
     WHERE id = ANY ($1::text[]) AND status = 'active'
     ORDER BY id
     FOR NO KEY UPDATE SKIP LOCKED
   )
   UPDATE endpoint.endpoint AS e
   SET status = 'disabled', disabled_reason = crossed.reason, disabled_at = now(), updated_at = now()
   FROM held
   JOIN unnest($1::text[], $2::text[]) AS crossed (id, reason) USING (id)
   WHERE e.id = held.id
   RETURNING e.id AS endpoint_id, e.account_id, e.name, e.url, e.rate_limit`,
);

/** A webhook that was disabled, and why: for its owner's audit log. */
export type DisabledWebhook = Crossed & { accountId: string; name: string };

/**
 * Disables those of these webhooks that are active, and announces it; in the transaction that recorded why.
 * One that its owner has paused stays paused.
 * @returns those that it disabled, for {@link auditDisabled}.
 */
export async function disableFailing(tx: Sql, crossed: Crossed[]): Promise<DisabledWebhook[]> {
  const rows = new Map(
    (
      await tx.query(DISABLE, [crossed.map((each) => each.endpointId), crossed.map((each) => each.reason)])
    ).map((row) => [row.endpoint_id, row]),
  );
  const disabled: DisabledWebhook[] = [];
  // In the order of ids, in which listeners may take locks of their own.
  for (const each of crossed.toSorted((one, other) => (one.endpointId < other.endpointId ? -1 : 1))) {
    const row = rows.get(each.endpointId);
    if (!row) continue;
    const { account_id: accountId, rate_limit: rateLimit, name, url } = row;
    await endpointChanged.announce(tx, {
      endpointId: each.endpointId,
      accountId,
      status: 'disabled',
      wasActive: true,
      rateLimit,
    });
    await endpointDisabled.announce(tx, { ...each, accountId, name, url });
    disabled.push({ ...each, accountId, name });
  }
  return disabled;
}

/**
 * Records in the audit log which webhooks were disabled. Last in the transaction, since it locks the ends of logs; and
 * account by account: two batches that wait for each other's logs would never end.
 */
export async function auditDisabled(tx: Sql, disabled: DisabledWebhook[]): Promise<void> {
  for (const each of disabled.toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1))) {
    await audit(systemOrigin(each.accountId), tx, {
      action: 'webhook.disabled',
      subject: { type: 'webhook', id: each.endpointId, name: each.name },
      before: { status: 'active' },
      after: {
        status: 'disabled',
        disabled_reason: each.reason,
        consecutive_failures: each.consecutiveFailures,
        last_status_code: each.lastStatusCode,
        last_error: each.lastError,
      },
    });
  }
}

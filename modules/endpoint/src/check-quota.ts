import { type Context, DomainError, type Sql, statement, tenantOf } from '@tidings/kernel';

// One webhook at a time is made in an account with a quota, or two could both be the last. Ends with the transaction.
const LOCK = statement<never>(
  'endpoint.lock-quota',
  `SELECT pg_advisory_xact_lock(hashtextextended('endpoint.quota ' || $1, 0))`,
);

// Index endpoint_by_account.
const COUNT = statement<{ webhooks: number }>(
  'endpoint.count',
  'SELECT count(*) AS webhooks FROM endpoint.endpoint WHERE account_id = $1',
);

/**
 * Whether the account may have one more webhook. Accounts without a quota are not counted.
 * @throws {DomainError} `forbidden`
 */
export async function checkQuota(ctx: Context, tx: Sql): Promise<void> {
  const most = ctx.quota?.webhooks ?? null;
  if (most === null) return;
  const accountId = tenantOf(ctx);
  await tx.query(LOCK, [accountId]);
  const [row] = await tx.query(COUNT, [accountId]);
  if (!row || row.webhooks < most) return;
  throw new DomainError(
    'forbidden',
    `This account may have ${most} ${most === 1 ? 'webhook' : 'webhooks'}. Delete one, or upgrade the plan.`,
  );
}

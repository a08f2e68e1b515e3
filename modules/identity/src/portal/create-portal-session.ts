import { audit, type Context, creatorOf, newId, statement } from '@tidings/kernel';
import type { CreatePortalSessionInput, PortalSession } from './portal-schema.ts';
import { holdAccount } from '../hold-account.ts';
import { requireNamed } from './portal-session.ts';
import { hashOfPortalToken, newPortalToken } from './portal-token.ts';

const INSERT = statement<{ expires_at: Date }>(
  'identity.insert-portal-session',
  `INSERT INTO identity.portal_session
     (id, account_id, role, return_url, created_by, created_at, link_hash, link_expires_at)
   VALUES ($1, $2, $3, $4, $5, now(), $6, now() + $7 * interval '1 second')
   RETURNING link_expires_at AS expires_at`,
);

/**
 * Makes a link that opens the console of one account with one role, once and for a short time. The token stands after
 * `#`, which browsers send to no server and which reaches no log; only its SHA-256 is stored.
 * @throws {DomainError} `not_found` when there is no such account, or the header names another one.
 */
export async function createPortalSession(
  ctx: Context,
  input: CreatePortalSessionInput,
): Promise<PortalSession> {
  const { id: accountId, role } = input;
  requireNamed(ctx, accountId);
  const id = newId('ptl');
  const token = newPortalToken();
  return ctx.database.transaction(async (tx) => {
    await holdAccount(tx, accountId);
    const [row] = await tx.query(INSERT, [
      id,
      accountId,
      role,
      input.return_url ?? null,
      JSON.stringify(creatorOf(ctx)),
      hashOfPortalToken(token),
      input.expires_in_seconds,
    ]);
    if (!row) throw new Error('INSERT … RETURNING gave no row.');
    const expiresAt = row.expires_at.toISOString();
    await audit(ctx, tx, {
      action: 'portal_session.created',
      subject: { type: 'portal_session', id },
      after: { role, expires_at: expiresAt },
      accountId,
    });
    const url = `${ctx.config.PUBLIC_URL.replace(/\/$/, '')}/portal#token=${token}`;
    return { id, url, role, expires_at: expiresAt };
  });
}

import { type Database, statement } from '@tidings/kernel';
import { createAuthMiddleware } from 'better-auth/api';

// Primary key.
const STAY = statement<never>(
  'identity.stay-in-account',
  `UPDATE identity.session
   SET active_account_id = $2
   WHERE id = $1`,
);

/**
 * Whoever changes their password or second factor goes on in the account that they chose. better-auth renews the session
 * then, and knows nothing of accounts: the new one would be in the oldest, perhaps with another role.
 */
export function stayInAccount(database: Database) {
  return createAuthMiddleware(async (ctx) => {
    const { session, newSession } = ctx.context;
    if (!session || !newSession || newSession.user.id !== session.user.id) return;
    const accountId: unknown = session.session['activeAccountId'];
    if (typeof accountId === 'string') await database.query(STAY, [newSession.session.id, accountId]);
  });
}

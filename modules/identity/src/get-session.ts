import { type Context, DomainError, statement, tenantOf } from '@tidings/kernel';
import type { Session } from './schema.ts';

type Row = { user_name: string; email: string; account_name: string };

const READ = statement<Row>(
  'identity.read-session',
  `SELECT u.name AS user_name, u.email, account.name AS account_name
   FROM identity.member
   JOIN identity."user" AS u ON u.id = member.user_id
   JOIN identity.account ON account.id = member.account_id
   WHERE member.user_id = $1 AND member.account_id = $2
   LIMIT 1`,
);

/**
 * Who is signed in to the console, and in which account.
 * @throws {DomainError} `forbidden` when it is not a person who asks.
 */
export async function getSession(ctx: Context): Promise<Session> {
  const { actor } = ctx;
  if (actor.type !== 'user') {
    throw new DomainError('forbidden', 'Only people who signed in to the console have a session.');
  }
  const accountId = tenantOf(ctx);
  const [row] = await ctx.database.query(READ, [actor.id, accountId]);
  if (!row) throw new DomainError('forbidden', 'You are not a member of this account any more.');
  return {
    user: { id: actor.id, name: row.user_name, email: row.email },
    account: { id: accountId, name: row.account_name },
    role: actor.role,
    mode: ctx.config.mode,
    brand: ctx.config.BRAND,
  };
}

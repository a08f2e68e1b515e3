import { type Context, DomainError, statement, tenantOf } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import type { Session } from './schema.ts';

type Row = { user_name: string; email: string; second_factor: boolean; account_name: string };

const READ = statement<Row>(
  'identity.read-session',
  `SELECT u.name AS user_name, u.email, u.two_factor_enabled AS second_factor, account.name AS account_name
   FROM identity.member
   JOIN identity."user" AS u ON u.id = member.user_id
   JOIN identity.account ON account.id = member.account_id
   WHERE member.user_id = $1 AND member.account_id = $2
   LIMIT 1`,
);

type Visit = { account_name: string; return_url: string | null };

// Primary keys.
const READ_VISIT = statement<Visit>(
  'identity.read-visit',
  `SELECT account.name AS account_name, portal.return_url
   FROM identity.portal_session AS portal
   JOIN identity.account ON account.id = portal.account_id
   WHERE portal.id = $1 AND portal.account_id = $2`,
);

/**
 * Who is in the console, by what door, and in which account.
 * @throws {DomainError} `forbidden` when it is not a person who asks.
 */
export async function getSession(ctx: Context): Promise<Session> {
  const { actor } = ctx;
  if (actor.type === 'portal') return getVisit(ctx, actor);
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
    notice: ctx.config.CONSOLE_NOTICE ?? null,
    via: 'sign_in',
    second_factor: row.second_factor,
    secret_reveal: ctx.config.SECRET_REVEAL,
    return_url: null,
  };
}

async function getVisit(ctx: Context, actor: { id: string; name: string; role: Role }): Promise<Session> {
  const accountId = tenantOf(ctx);
  const [row] = await ctx.database.query(READ_VISIT, [actor.id, accountId]);
  if (!row) throw new DomainError('unauthenticated', 'This visit has ended. Open the portal again.');
  return {
    user: { id: actor.id, name: actor.name, email: null },
    account: { id: accountId, name: row.account_name },
    role: actor.role,
    mode: ctx.config.mode,
    brand: ctx.config.BRAND,
    notice: ctx.config.CONSOLE_NOTICE ?? null,
    via: 'portal',
    second_factor: null,
    secret_reveal: ctx.config.SECRET_REVEAL,
    return_url: row.return_url,
  };
}

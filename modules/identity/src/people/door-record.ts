import type { Database, Sql } from '@tidings/kernel';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { forgetAttempts } from './attempts.ts';
import { ownPassword } from './check-password.ts';
import { auditPerson, CLIENT_ADDRESS_HEADER, doorOrigin } from './door-origin.ts';
import { emailIn } from './door-guard.ts';
import { PASSWORD_PATHS, SECOND_FACTORS } from './door-paths.ts';
import { passwordChanged } from './facts.ts';
import { placeOf } from './place.ts';
import { auditFailedSignIn } from './audit-failed-sign-in.ts';
import { awaitedPerson, giveBackCode } from './second-factor.ts';
import { welcomeSignIn } from './sign-in-limits.ts';

type Person = { id: string; name: string; email: string };

const DONE: Record<string, `user.${string}`> = {
  '/change-password': 'user.password_changed',
  '/two-factor/disable': 'user.two_factor_disabled',
  '/two-factor/generate-backup-codes': 'user.backup_codes_renewed',
};

/**
 * Records what better-auth did, in the audit log and where attempts are counted. It runs after all plugins, and after
 * better-auth has committed what it did, on connections of its own: a process that dies in between has recorded nothing.
 */
export function doorRecord(database: Database) {
  return createAuthMiddleware(async (ctx) => {
    const { path, headers } = ctx;
    const { newSession, session, returned } = ctx.context;
    const hasFailed = isAPIError(returned);
    const record = (person: Person, action: `user.${string}`, after?: Record<string, unknown>) => (tx: Sql) =>
      auditPerson(doorOrigin(headers, person), tx, { action, person, after });

    if (path === '/sign-in/email') {
      const email = emailIn(ctx.body ?? {});
      if (hasFailed) {
        if (returned.statusCode === 401) await auditFailedSignIn(database, headers, { email });
        return;
      }
      await welcomeSignIn(database, { email, address: placeOf(headers?.get(CLIENT_ADDRESS_HEADER)) });
      await endReplacedSession(ctx, newSession?.session.token);
      // Null while the second factor is awaited.
      if (newSession) await database.transaction(record(newSession.user, 'user.signed_in'));
      return;
    }
    const factor = SECOND_FACTORS.get(path);
    if (factor !== undefined) {
      if (newSession) {
        const isSignIn = !session;
        const action = isSignIn ? 'user.signed_in' : 'user.two_factor_enabled';
        await database.transaction(record(newSession.user, action, { second_factor: factor }));
      } else if (hasFailed) {
        const userId = session?.user.id ?? (await awaitedPerson(ctx));
        if (userId === undefined) return;
        if (factor === 'totp') await giveBackCode(database, { userId, code: ctx.body?.code });
        if (!session && returned.statusCode === 401)
          await auditFailedSignIn(database, headers, { userId, factor });
      }
      return;
    }
    if (path === '/sign-out' && !hasFailed && session) {
      await database.transaction(record(session.user, 'user.signed_out'));
      return;
    }
    if (!PASSWORD_PATHS.has(path) || !session) return;
    const { user } = session;
    if (hasFailed) {
      // The guard lets through five in a quarter of an hour at most.
      if (returned.body?.code === 'INVALID_PASSWORD') {
        const asked = { asked_for: path.slice(1) };
        await database.transaction(record(user, 'user.password_check_failed', asked));
      }
      return;
    }
    await forgetAttempts(database, [ownPassword(user.id)]);
    const action = DONE[path];
    if (action === undefined) return;
    await database.transaction(async (tx) => {
      await record(user, action)(tx);
      if (path !== '/change-password') return;
      await passwordChanged.announce(tx, { email: user.email, name: user.name, changedAt: new Date() });
    });
  });
}

type ReplacedReader = {
  context: {
    secret: string;
    authCookies: { sessionToken: { name: string } };
    internalAdapter: { deleteSession(token: string): Promise<unknown> };
  };
  getSignedCookie(name: string, secret: string): Promise<string | null | false>;
};

/** The session that the browser had until now: its cookie is overwritten, so nobody could end it. */
async function endReplacedSession(ctx: ReplacedReader, newToken: string | undefined): Promise<void> {
  const { authCookies, secret, internalAdapter } = ctx.context;
  const token = await ctx.getSignedCookie(authCookies.sessionToken.name, secret);
  if (token && token !== newToken) await internalAdapter.deleteSession(token);
}

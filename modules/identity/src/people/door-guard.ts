import type { Database } from '@tidings/kernel';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { countAttempt } from './attempts.ts';
import { OWN_PASSWORD, ownPassword } from './check-password.ts';
import { auditFailedSignIn } from './audit-failed-sign-in.ts';
import { codeUsed, tooManyAttempts } from './door-error.ts';
import { CLIENT_ADDRESS_HEADER } from './door-origin.ts';
import { PASSWORD_PATHS, SECOND_FACTORS } from './door-paths.ts';
import { placeOf } from './place.ts';
import { weaknessOf } from './password.ts';
import { awaitedPerson, claimCode, secondFactorWait } from './second-factor.ts';
import { countSignIn } from './sign-in-limits.ts';

/** Looks at requests before better-auth does: too many guesses, codes that were used, passwords that are too weak. */
export function doorGuard(database: Database) {
  return createAuthMiddleware(async (ctx) => {
    const body: Record<string, unknown> = ctx.body ?? {};
    if (ctx.path === '/sign-in/email') {
      const attempt = { email: emailIn(body), address: placeOf(ctx.headers?.get(CLIENT_ADDRESS_HEADER)) };
      const wait = await countSignIn(database, attempt);
      if (wait !== null) throw tooManyAttempts(wait);
      return undefined;
    }
    if (ctx.path === '/sign-out') {
      await getSessionFromCtx(ctx); // so that it is known afterwards whose it was
      return undefined;
    }
    if (PASSWORD_PATHS.has(ctx.path)) {
      const owner = await getSessionFromCtx(ctx);
      if (!owner) return undefined; // better-auth refuses them
      const wait = await countAttempt(database, ownPassword(owner.user.id), OWN_PASSWORD);
      if (wait !== null) throw tooManyAttempts(wait);
      if (ctx.path === '/change-password') {
        requireStrong(body['newPassword'], owner.user);
        // Whoever knows the old password may be signed in elsewhere.
        return { context: { body: { ...body, revokeOtherSessions: true } } };
      }
      return undefined;
    }
    if (ctx.path === '/reset-password') {
      const { internalAdapter } = ctx.context;
      const found = await internalAdapter.findVerificationValue(`reset-password:${String(body['token'])}`);
      const owner = found ? await internalAdapter.findUserById(found.value) : null;
      requireStrong(body['newPassword'], owner ?? { email: '' });
      return undefined;
    }
    const factor = SECOND_FACTORS.get(ctx.path);
    if (factor !== undefined) {
      const signedIn = (await getSessionFromCtx(ctx))?.user.id;
      const userId = signedIn ?? (await awaitedPerson(ctx));
      if (userId === undefined) return undefined; // better-auth refuses them
      const wait = signedIn === undefined ? await secondFactorWait(database, userId) : null;
      if (wait !== null) throw tooManyAttempts(wait);
      if (factor === 'totp' && !(await claimCode(database, { userId, code: body['code'] }))) {
        if (signedIn === undefined) await auditFailedSignIn(database, ctx.headers, { userId, factor });
        throw codeUsed();
      }
      // A second factor that is asked for on some days only is none: no browser is exempt.
      return { context: { body: { ...body, trustDevice: false } } };
    }
    return undefined;
  });
}

/** As better-auth looks it up. */
export function emailIn(body: Record<string, unknown>): string {
  const { email } = body;
  return typeof email === 'string' ? email.trim().toLowerCase() : '';
}

function requireStrong(password: unknown, owner: { email: string; name?: string }): void {
  const message = typeof password === 'string' ? weaknessOf(password, owner) : 'Choose a new password.';
  if (message === null) return;
  const issues = [{ path: '/newPassword', message }];
  throw new APIError('UNPROCESSABLE_ENTITY', { code: 'invalid', message, issues });
}

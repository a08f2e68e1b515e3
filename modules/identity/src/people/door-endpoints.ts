import type { Config, Database } from '@tidings/kernel';
import { createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { acceptInvitation, showOpenInvitation } from './accept-invitation.ts';
import { refuse } from './door-error.ts';
import { doorOrigin } from './door-origin.ts';
import { isFirstStart } from './is-first-start.ts';
import type { SignInOptions } from './people-schema.ts';

export type DoorParts = { config: Config; database: Database };

const token = z.string().min(20).max(100);

/** What people do before they are signed in, beside better-auth's own: look at an invitation, and accept it. */
export function doorEndpoints({ config, database }: DoorParts) {
  return {
    signInOptions: createAuthEndpoint('/sign-in-options', { method: 'GET' }, async (ctx) => {
      const options: SignInOptions = {
        brand: config.BRAND,
        public_url: new URL(config.PUBLIC_URL).origin,
        password_reset: config.SMTP_URL !== undefined,
        is_new: await isFirstStart(database),
      };
      return ctx.json(options);
    }),
    showInvitation: createAuthEndpoint(
      '/invitation/show',
      { method: 'POST', body: z.object({ token }) },
      async (ctx) => ctx.json(await showOpenInvitation(database, ctx.body.token).catch(refuse)),
    ),
    acceptInvitation: createAuthEndpoint(
      '/invitation/accept',
      {
        method: 'POST',
        body: z.object({
          token,
          name: z.string().max(500).optional(),
          password: z.string().max(500).optional(),
        }),
      },
      async (ctx) => {
        const found = await getSessionFromCtx(ctx);
        const signedIn = found ? { userId: found.user.id, sessionId: found.session.id } : undefined;
        const origin = doorOrigin(ctx.headers, undefined);
        const accepted = await acceptInvitation(database, { acceptance: ctx.body, signedIn, origin }).catch(
          refuse,
        );
        if (accepted.isNew) {
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(accepted.userId);
          const session = await internalAdapter.createSession(accepted.userId, false, {
            activeAccountId: accepted.accountId,
          });
          if (user) await setSessionCookie(ctx, { session, user });
          // Somebody else's who was signed in here: its cookie is overwritten, so nobody could end it.
          if (found) await internalAdapter.deleteSession(found.session.token);
        }
        return ctx.json({ account_id: accepted.accountId });
      },
    ),
  };
}

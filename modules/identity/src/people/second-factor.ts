import { type Sql, statement } from '@tidings/kernel';
import { type Attempted, type AttemptRule, countAttempt, takeBackAttempt } from './attempts.ts';

type CookieReader = {
  context: {
    secret: string;
    createAuthCookie(name: string): { name: string };
    internalAdapter: { findVerificationValue(id: string): Promise<{ value: string } | null> };
  };
  getSignedCookie(name: string, secret: string): Promise<string | null | false>;
};

/** Whose second factor is awaited in this browser. */
export async function awaitedPerson(ctx: CookieReader): Promise<string | undefined> {
  const { context } = ctx;
  const awaited = await ctx.getSignedCookie(context.createAuthCookie('two_factor').name, context.secret);
  if (!awaited) return undefined;
  return (await context.internalAdapter.findVerificationValue(awaited))?.value;
}

// By two_factor_user.
const LOCKED = statement<{ wait_seconds: number }>(
  'identity.second-factor-locked',
  `SELECT ceil(extract(epoch FROM locked_until - now()))::integer AS wait_seconds
   FROM identity.two_factor
   WHERE user_id = $1 AND locked_until > now()`,
);

/** The seconds for which no code of a person is looked at, null if codes are: better-auth says only that it is so. */
export async function secondFactorWait(sql: Sql, userId: string): Promise<number | null> {
  const [locked] = await sql.query(LOCKED, [userId]);
  return locked ? Math.max(1, locked.wait_seconds) : null;
}

/** A code is right during its own 30 seconds and those before and after them. */
const ONCE: AttemptRule = { max: 1, windowSeconds: 120 };

type Code = { userId: string; code: unknown };

/**
 * Claims a code of an authenticator app before it is looked at, so that of requests that come at once only one has it:
 * a code that was right once must not be again (RFC 6238 §5.2).
 * @returns whether it is free; one that turned out to be wrong is given back by {@link giveBackCode}.
 */
export async function claimCode(sql: Sql, code: Code): Promise<boolean> {
  return (await countAttempt(sql, claimOf(code), ONCE)) === null;
}

export async function giveBackCode(sql: Sql, code: Code): Promise<void> {
  await takeBackAttempt(sql, claimOf(code));
}

function claimOf({ userId, code }: Code): Attempted {
  return { kind: 'totp', of: `${userId}\n${String(code)}` };
}

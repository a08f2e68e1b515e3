import {
  audit,
  type AuditEntry,
  type AuditOrigin,
  type Context,
  DomainError,
  RateLimited,
  statement,
} from '@tidings/kernel';
import { verifyPassword } from 'better-auth/crypto';
import { type Attempted, type AttemptRule, countAttempt, forgetAttempts, inWords } from './attempts.ts';

/** Fewer than at sign-in: who asks is signed in, and whoever found their machine unlocked must not guess on. */
export const OWN_PASSWORD: AttemptRule = { max: 5, windowSeconds: 15 * 60 };

/** What is counted wherever somebody who is signed in gives their password. */
export function ownPassword(userId: string): Attempted {
  return { kind: 'password', of: userId };
}

// Index credential_user_id_idx. People who sign in by other ways than a password have none here.
const FIND_HASH = statement<{ password: string }>(
  'identity.find-password-hash',
  `SELECT password
   FROM identity.credential
   WHERE user_id = $1 AND provider = 'credential' AND password IS NOT NULL`,
);

/**
 * Makes sure that it still is the signed-in person who asks, by their password, before something is shown that a
 * session alone must not show. Tries are counted in all processes together, before the password is looked at.
 * @param failed what the audit log says when it is wrong: five entries in 15 minutes at most.
 * @throws {DomainError} `forbidden`, at /password, for a wrong password; `forbidden` for keys and visitors of the
 * portal, who have none; `rate_limited` after five wrong ones within 15 minutes.
 */
export async function checkPassword(
  ctx: AuditOrigin & Pick<Context, 'database'>,
  password: string,
  failed: AuditEntry,
): Promise<void> {
  const { actor, database } = ctx;
  if (actor.type !== 'user')
    throw new DomainError('forbidden', 'Only people who signed in with a password can do this.');
  const attempted = ownPassword(actor.id);
  const wait = await countAttempt(database, attempted, OWN_PASSWORD);
  if (wait !== null) throw new RateLimited(`Too many wrong passwords. Try again ${inWords(wait)}.`, wait);
  const [found] = await database.query(FIND_HASH, [actor.id]);
  if (!found) throw new DomainError('forbidden', 'You have no password here. Set one first.');
  if (!(await verifyPassword({ hash: found.password, password }))) {
    await database.transaction((tx) => audit(ctx, tx, failed));
    const message = 'This is not your password.';
    throw new DomainError('forbidden', message, [{ path: '/password', message }]);
  }
  await forgetAttempts(database, [attempted]);
}

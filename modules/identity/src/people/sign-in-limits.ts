import type { Sql } from '@tidings/kernel';
import {
  type Attempted,
  type AttemptRule,
  countAttempt,
  forgetAttempts,
  takeBackAttempt,
  wasCounted,
} from './attempts.ts';

/** Who tries to sign in: the e-mail address as typed, and where from. Whether there is such a person plays no part. */
type Attempt = { email: string; address: string };

/** For one e-mail address from one place: typing errors stay below it, guessing gets 960 tries a day. */
export const FROM_ONE_PLACE: AttemptRule = { max: 10, windowSeconds: 15 * 60 };
/** For one e-mail address from all places together: who guesses from many machines. */
export const FROM_ALL_PLACES: AttemptRule = { max: 100, windowSeconds: 60 * 60 };
/** A place from which somebody signed in is believed to be theirs for so long, and not held up by guesses elsewhere. */
const KNOWN_PLACE: AttemptRule = { max: 1, windowSeconds: 90 * 24 * 60 * 60 };

const pair = ({ email, address }: Attempt): Attempted => ({ kind: 'sign-in', of: `${email}\n${address}` });
const everywhere = ({ email }: Attempt): Attempted => ({ kind: 'sign-in-all', of: email });
const known = ({ email, address }: Attempt): Attempted => ({ kind: 'signed-in', of: `${email}\n${address}` });

/**
 * Counts an attempt to sign in before its password is looked at, so that guesses made at once are all counted.
 * @returns the seconds to wait when there were too many, else null. Nobody is shut out for good: a window ends by
 * itself, and strangers' guesses do not hold up who comes from where they signed in before.
 */
export async function countSignIn(sql: Sql, attempt: Attempt): Promise<number | null> {
  const wait = await countAttempt(sql, pair(attempt), FROM_ONE_PLACE);
  if (wait !== null) return wait;
  if (await wasCounted(sql, known(attempt))) return null;
  return countAttempt(sql, everywhere(attempt), FROM_ALL_PLACES);
}

/** The password was right: its place is known from now on. */
export async function welcomeSignIn(sql: Sql, attempt: Attempt): Promise<void> {
  if (!(await wasCounted(sql, known(attempt)))) await takeBackAttempt(sql, everywhere(attempt));
  await forgetAttempts(sql, [pair(attempt), known(attempt)]);
  await countAttempt(sql, known(attempt), KNOWN_PLACE);
}

/** Whoever set a new password by a link in their mail is let in at once, whatever was guessed before. */
export async function forgiveSignIns(sql: Sql, attempt: Attempt): Promise<void> {
  await forgetAttempts(sql, [pair(attempt), everywhere(attempt)]);
}

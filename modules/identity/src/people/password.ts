import { z } from 'zod';

/** Whom a password is to protect: words that others know of them make it weak. */
type Owner = { email: string; name?: string | undefined };

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
const DISTINCT_MIN = 5;
const TELLING_LENGTH = 4;

/** What is guessed first of what is long enough (from the lists that guessing programs start with). */
const COMMON =
  /^(?:(?:password|passw0rd|qwerty|qwertz|azerty|letmein|welcome|administrator|changeme|iloveyou|admin|default|secret|tidings)[\W_\d]*)+$/i;
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];

/**
 * Why a password is too weak, as a sentence that says what to do; null when it will do. Length counts, not kinds of
 * characters (NIST SP 800-63B-4 §3.1.1.2): at least 12, not one of those that are guessed first, and nothing that
 * others know of its owner.
 */
export function weaknessOf(password: string, owner: Owner): string | null {
  if (password.length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  const plain = password.toLowerCase();
  if (new Set(plain).size < DISTINCT_MIN) return 'Use more different characters.';
  if (COMMON.test(plain) || ROWS.some((row) => isRun(plain, row))) {
    return 'This password is among the first that are guessed. Take several words that do not belong together.';
  }
  const told = [owner.email, owner.email.split('@')[0] ?? '', ...(owner.name ?? '').split(/\s+/)];
  const isTelling = told.some((word) => {
    const known = word.toLowerCase();
    return (
      known.length >= TELLING_LENGTH &&
      plain.includes(known) &&
      plain.length - known.length < PASSWORD_MIN - 4
    );
  });
  return isTelling ? 'Leave your name and your e-mail address out of it.' : null;
}

/** Whether it is a piece of a row of the keyboard or the alphabet, forwards or backwards. */
function isRun(password: string, row: string): boolean {
  const there = row + row;
  return there.includes(password) || [...there].toReversed().join('').includes(password);
}

/** A new password, as forms send it; whose it is decides the rest: {@link weaknessOf}. */
export const newPassword = z
  .string()
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`);

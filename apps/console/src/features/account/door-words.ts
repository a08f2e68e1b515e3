import { DoorError } from '../session/door.ts';

const UNREACHABLE =
  'The server did not answer. Check that it is running and that you are online, then try again.';

/** Why the server refused a change of how somebody signs in, and at which field that is to be said. */
export function doorWords(error: unknown): { at: 'password' | 'code' | 'form'; message: string } | null {
  if (!error) return null;
  if (!(error instanceof DoorError) || error.status === 0 || error.status >= 500) {
    return { at: 'form', message: UNREACHABLE };
  }
  // Says when to try again.
  if (error.status === 429) return { at: 'form', message: error.message };
  switch (error.code) {
    case 'INVALID_PASSWORD':
      return { at: 'password', message: 'This is not your password.' };
    case 'INVALID_CODE':
      return { at: 'code', message: 'This code is not right. Try the next one.' };
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return { at: 'form', message: 'Too many codes were wrong. Wait a quarter of an hour, then try again.' };
    case 'TOTP_ALREADY_ENABLED':
    case 'TWO_FACTOR_NOT_ENABLED':
      return { at: 'form', message: 'This was changed in another window. Load this page again.' };
    default:
      break;
  }
  if (error.status === 401) {
    return { at: 'form', message: 'You are signed out. Sign in again and repeat it.' };
  }
  return { at: 'form', message: error.message };
}

/** The same, where it is said of what stands in one of these fields. */
export function doorFaults<Field extends string>(
  error: unknown,
  fields: Partial<Record<'password' | 'code', Field>>,
): Partial<Record<Field, string>> | null {
  const words = doorWords(error);
  const field = words && words.at !== 'form' ? fields[words.at] : undefined;
  if (!words || field === undefined) return null;
  const faults: Partial<Record<Field, string>> = {};
  faults[field] = words.message;
  return faults;
}

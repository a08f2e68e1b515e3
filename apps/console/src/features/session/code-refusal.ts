import { DoorError } from './door.ts';

type CodeRefusal =
  /** Another code may do. */
  | { kind: 'code'; message: string }
  /** The first step has to be taken again. */
  | { kind: 'over'; message: string };

/** Of a wrong input, before anything is looked up. */
const UNREADABLE = ['VALIDATION_ERROR', 'invalid'];

/** What the server has against a code of the second step; null: something else went wrong, such as no answer. */
export function codeRefusal(error: unknown): CodeRefusal | null {
  if (!(error instanceof DoorError)) return null;
  switch (error.code) {
    case 'INVALID_CODE':
      return { kind: 'code', message: 'This code is not right. Try the next one.' };
    case 'INVALID_BACKUP_CODE':
      return { kind: 'code', message: 'This code is not right, or was used before. Try another one.' };
    case 'INVALID_TWO_FACTOR_COOKIE':
      return { kind: 'over', message: 'This sign-in has expired: the code came too late. Sign in again.' };
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return { kind: 'over', message: 'Too many codes were wrong. Sign in again.' };
    case 'TOTP_NOT_ENABLED':
    case 'TWO_FACTOR_NOT_ENABLED':
    case 'BACKUP_CODES_NOT_ENABLED':
      return { kind: 'over', message: 'Your second factor was changed since. Sign in again.' };
    default:
      break;
  }
  if (UNREADABLE.includes(error.code) || error.status === 422)
    return { kind: 'code', message: 'This code cannot be read. Type it as it is shown.' };
  // Of another refusal nobody can say that the code is why.
  if (error.status === 400 || error.status === 401)
    return { kind: 'over', message: 'This sign-in could not go on. Sign in again.' };
  return null;
}

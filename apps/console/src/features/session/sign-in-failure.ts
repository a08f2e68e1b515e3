export type SignInFailure = 'wrong_credentials' | 'too_many_attempts' | 'unreachable' | 'refused';

/** Why a sign-in failed, in the terms that the form explains. */
export class SignInError extends Error {
  readonly reason: SignInFailure;
  constructor(reason: SignInFailure) {
    super(reason);
    this.reason = reason;
  }
}

/** From the status of the answer; 0 or none where there was no answer. */
export function signInFailure(status: number | undefined): SignInFailure {
  if (status === undefined || status === 0 || status >= 500) return 'unreachable';
  if (status === 429) return 'too_many_attempts';
  return status === 401 || status === 400 || status === 422 ? 'wrong_credentials' : 'refused';
}

export const SIGN_IN_WORDS: Record<SignInFailure, string> = {
  wrong_credentials: 'E-mail and password do not match. Check both and try again.',
  too_many_attempts: 'Too many attempts. Wait a minute, then try again.',
  unreachable:
    'The server did not answer. Check that it is running, then try again. What you typed is still here.',
  refused: 'The server refused this sign-in. Ask an administrator whether your account is active.',
};

import type { ReactNode } from 'react';

import { DoorError } from './door.ts';
import { OtherAddress } from './other-address.tsx';

const UNREACHABLE =
  'The server did not answer. Check that it is running, then try again. What you typed is still here.';

/** Whether what was typed is why, rather than when or by whom. */
export function isWrong(error: unknown): boolean {
  return error instanceof DoorError && [400, 401, 422].includes(error.status);
}

/** Whether the console was opened at another address than the server goes by. */
export function isOfOtherAddress(error: unknown): boolean {
  return error instanceof DoorError && error.issues.some(({ path }) => path === 'Origin');
}

/** Why a sign-in failed, for a person: `wrong` is said of what they typed. */
export function signInFailure(error: unknown, wrong: string): ReactNode {
  if (!(error instanceof DoorError) || error.status === 0 || error.status >= 500) return UNREACHABLE;
  // Says when to try again.
  if (error.status === 429) return error.message;
  if (isWrong(error)) return wrong;
  if (isOfOtherAddress(error)) return <OtherAddress said={error.message} />;
  return 'The server refused this sign-in. Ask an administrator whether your account is active.';
}

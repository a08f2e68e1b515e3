import { problem } from '@tidings/kernel/schema';

/** The link did not open the portal; the message says why, to a person. */
export class PortalError extends Error {
  override name = 'PortalError';
}

const NO_TOKEN = 'This visit has ended. Go back to where you found the link and open it again.';
const UNREACHABLE = 'The server did not answer. Check that you are online, then load this page again.';

/** A link opens once, and the router may ask more than once. */
const entries = new Map<string, Promise<void>>();

/**
 * Turns the token after `#` of a portal link into a visit.
 * @throws {PortalError}
 */
export function enterPortal(hash: string): Promise<void> {
  const token = new URLSearchParams(hash).get('token');
  if (!token) return Promise.reject(new PortalError(NO_TOKEN));
  const known = entries.get(token);
  if (known) return known;
  const entry = enter(token);
  entries.set(token, entry);
  return entry;
}

async function enter(token: string): Promise<void> {
  const answer = await fetch('/api/portal/enter', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => undefined);
  if (!answer) throw new PortalError(UNREACHABLE);
  if (answer.ok) return markPortal();
  const told = problem.safeParse(await answer.json().catch(() => undefined));
  throw new PortalError(answer.status < 500 && told.success ? told.data.detail : UNREACHABLE);
}

const MARK = 'came-by-portal';

/** Whether this tab was opened by a portal link: then signing in is nothing that its visitor could do. */
export function cameByPortal(): boolean {
  try {
    return sessionStorage.getItem(MARK) !== null;
  } catch {
    return false; // storage is refused to some frames
  }
}

function markPortal(): void {
  try {
    sessionStorage.setItem(MARK, '1');
  } catch {
    // See above. Then the visitor is asked to sign in when the visit has ended.
  }
}

/** From now on this tab belongs to somebody who signs in. */
export function forgetPortal(): void {
  try {
    sessionStorage.removeItem(MARK);
  } catch {
    // See above: then there was no mark.
  }
}

/** Ends the visit. @throws {Error} when the server did not. */
export async function leavePortal(): Promise<void> {
  const answer = await fetch('/api/portal/leave', { method: 'POST' });
  if (!answer.ok) throw new Error('The server did not end the visit.');
}

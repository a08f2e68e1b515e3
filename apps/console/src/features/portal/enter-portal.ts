import { client, queryClient } from '../../api/client.ts';
import { isSignedOut } from '../../api/failure.ts';
import { readProblem } from '../../api/read-problem.ts';
import { markPortal } from './portal-mark.ts';

/** The link did not open the portal; the message says why, to a person. */
export class PortalError extends Error {
  override name = 'PortalError';
}

const NO_TOKEN = 'This visit has ended. Go back to where you found the link and open it again.';
const UNREACHABLE = 'The server did not answer. Check that you are online, then load this page again.';
const NOT_KEPT =
  'Your browser did not keep the cookie of this visit. Allow cookies for this site, then go back to where you found the link and open it again.';
const NOT_KEPT_IN_FRAME =
  'Your browser did not keep the cookie of this visit: in a frame on the page of another site it does so only over https. Tell whoever runs that page.';

/** A link opens once, and the router may ask more than once. */
const entries = new Map<string, Promise<void>>();

/**
 * Turns the token after `#` of a portal link into a visit.
 * @throws {PortalError}
 */
export async function enterPortal(hash: string): Promise<void> {
  const token = tokenIn(hash);
  const known = entries.get(token);
  if (known) return known;
  const entry = enter(token);
  entries.set(token, entry);
  return entry;
}

/**
 * The name of the account whose portal the link opens; the link stays unused.
 * @throws {PortalError}
 */
export async function showPortal(hash: string): Promise<string> {
  const answer = await send('/api/portal/show', tokenIn(hash));
  const shown: unknown = await answer.json();
  const { shownPortal } = await import('@tidings/identity/schema');
  return shownPortal.parse(shown).account_name;
}

/** @throws {PortalError} for an address without one. */
export function tokenIn(hash: string): string {
  const token = new URLSearchParams(hash).get('token');
  if (!token) throw new PortalError(NO_TOKEN);
  return token;
}

async function enter(token: string): Promise<void> {
  await send('/api/portal/enter', token);
  // Whoever was signed in before, nothing of theirs may show.
  queryClient.clear();
  if (!(await isInside())) throw new PortalError(isPlainFrame() ? NOT_KEPT_IN_FRAME : NOT_KEPT);
  markPortal();
}

/** Whether the browser sends the cookie that it was given: no answer says that it was not kept. */
async function isInside(): Promise<boolean> {
  try {
    // Past the cache: that nobody is signed in leads to the sign-in there.
    return (await client.session.me.query()).via === 'portal';
  } catch (error) {
    // What else went wrong says nothing of the cookie, and is told inside.
    return !isSignedOut(error);
  }
}

function isPlainFrame(): boolean {
  return window.parent !== window && window.location.protocol === 'http:';
}

async function send(path: string, token: string): Promise<Response> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => undefined);
  if (!answer) throw new PortalError(UNREACHABLE);
  if (answer.ok) return answer;
  const told = readProblem(await answer.json().catch(() => undefined));
  throw new PortalError(answer.status < 500 && told ? told.detail : UNREACHABLE);
}

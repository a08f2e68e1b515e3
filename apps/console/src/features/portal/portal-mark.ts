const MARK = 'came-by-portal';

/** Whether this tab was opened by a portal link: then signing in is nothing that its visitor could do. */
export function cameByPortal(): boolean {
  try {
    return sessionStorage.getItem(MARK) !== null;
  } catch {
    return false; // storage is refused to some frames
  }
}

/** From now on this tab belongs to the visitor of a portal link. */
export function markPortal(): void {
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

import { client } from '../../api/client.ts';
import { readFailure } from '../../api/failure.ts';

/**
 * Who is signed in to the console in this browser, by name; null for nobody, and for whoever came by a link before.
 * @throws when the server does not say: then nothing is to be opened unasked.
 */
export async function signedInPerson(): Promise<string | null> {
  try {
    // Past the cache: that somebody is signed out leads to the sign-in there.
    const { user, via } = await client.session.me.query();
    return via === 'sign_in' ? user.name : null;
  } catch (error) {
    const failure = readFailure(error);
    // Forbidden: a member of no account.
    if (failure.kind === 'refused' && [401, 403].includes(failure.status)) return null;
    throw error;
  }
}

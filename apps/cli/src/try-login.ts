import { Api } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import type { Login } from './login.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Whoever may not read the catalog is known all the same: a key may have scopes that write, and no others.
 * @throws {Failure} where the key is none, or is not taken.
 */
export async function tryLogin(login: Login, around: Surroundings): Promise<void> {
  if (!/^tdg_[as]k_\S+$/.test(login.key))
    throw new Failure(EXIT.usage, 'This is no API key. One begins with tdg_ak_ or tdg_sk_.');
  try {
    await new Api(login, around).ask('GET', '/event-types', { query: { limit: 1 } });
  } catch (error) {
    const isKnown = error instanceof Failure && isForbidden(error.problem);
    if (!isKnown) throw error;
  }
}

function isForbidden(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'forbidden';
}

import type { Outcome } from '../sending/send.ts';
import { likelyCauses } from './likely-causes.ts';

const ECHO = 'Answer 2xx with the value of "challenge", as plain text or as {"challenge": "…"}.';

/**
 * What kept an endpoint from answering its challenge, and what to do, for its developer. Nothing of its answer but the
 * status is repeated. Null: it answered 2xx with the challenge, as text or as JSON.
 */
export function whyUnproved(outcome: Outcome, challenge: string, timeoutMs: number): string | null {
  const { error, statusCode, response } = outcome;
  if (error === 'http_4xx' && (statusCode === 401 || statusCode === 403)) {
    return `Endpoint answered ${statusCode} to the challenge. It is not signed, since there is no secret yet: let it through. ${ECHO}`;
  }
  if (error !== null) return likelyCauses(outcome, timeoutMs)[0] ?? ECHO;
  if (response?.truncated)
    return `Endpoint answered ${statusCode} with more than 64 KiB, and not with the challenge. ${ECHO}`;
  if (response?.compressed)
    return `Endpoint answered ${statusCode} with a compressed body (${response.compressed.encoding}), which is not unpacked. ${ECHO}`;
  const body = response?.body ?? '';
  if (echoes(body, challenge)) return null;
  const what = body.trim() === '' ? 'an empty body' : 'a body that is not the challenge';
  return `Endpoint answered ${statusCode} with ${what}. ${ECHO}`;
}

function echoes(body: string, challenge: string): boolean {
  if (body.trim() === challenge) return true;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return false;
  }
  return (
    typeof parsed === 'object' && parsed !== null && 'challenge' in parsed && parsed.challenge === challenge
  );
}

import { sign, type SignedMessage } from '@tidings/secret/signing';
import type { Api } from './api.ts';
import { EXIT, Failure } from './failure.ts';
import { Listener } from './listener.ts';
import type { Surroundings } from './surroundings.ts';

/** The headers of Standard Webhooks (https://www.standardwebhooks.com). */
export function signedHeaders(message: SignedMessage, secret: string): Record<string, string> {
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': sign(message, [secret]),
  };
}

/**
 * What events that are sent again from here are signed with: `TIDINGS_WEBHOOK_SECRET`, else what `tidings listen` signs with, so
 * that a receiver needs one secret for both.
 * @returns `isOfListen`: it stands for this machine alone, and may be printed.
 * @throws {Failure} `usage` for one that cannot sign.
 */
export async function localSecret(
  env: Surroundings['env'],
  api: Api,
): Promise<{ secret: string; isOfListen: boolean }> {
  const given = env['TIDINGS_WEBHOOK_SECRET']?.trim();
  if (!given) return { secret: await new Listener(api, {}).begin(), isOfListen: true };
  if (/^(whsec_)?[A-Za-z0-9+/]{20,}={0,2}$/.test(given)) return { secret: given, isOfListen: false };
  throw new Failure(EXIT.usage, 'TIDINGS_WEBHOOK_SECRET is no signing secret. One is "whsec_" and base64.');
}

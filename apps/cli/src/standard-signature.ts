import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newSigningSecret, sign, type SignedMessage } from '@tidings/secret/signing';
import { EXIT, Failure } from './failure.ts';
import { configFolder, isMissing, writePrivately } from './login.ts';
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
 * What replays to this machine are signed with: `TIDINGS_WEBHOOK_SECRET`, else one that is made once and kept beside the
 * login.
 * @returns `isOurs`: it was made here, and stands for nothing else.
 * @throws {Failure} `usage` for one that cannot sign.
 */
export async function localSecret(env: Surroundings['env']): Promise<{ secret: string; isOurs: boolean }> {
  const given = env['TIDINGS_WEBHOOK_SECRET']?.trim();
  if (given) {
    if (/^(whsec_)?[A-Za-z0-9+/]{20,}={0,2}$/.test(given)) return { secret: given, isOurs: false };
    throw new Failure(EXIT.usage, 'TIDINGS_WEBHOOK_SECRET is no signing secret. One is "whsec_" and base64.');
  }
  const file = path.join(configFolder(env), 'local-secret');
  try {
    return { secret: (await readFile(file, 'utf8')).trim(), isOurs: true };
  } catch (error) {
    if (!isMissing(error)) throw error;
    const made = newSigningSecret();
    await writePrivately(file, `${made}\n`);
    return { secret: made, isOurs: true };
  }
}

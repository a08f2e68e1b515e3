import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT, Failure } from './failure.ts';
import { configFolder, isMissing, writePrivately } from './login.ts';
import type { Surroundings } from './surroundings.ts';

/** The headers of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`. */
export function signedHeaders(
  { id, body, timestamp }: { id: string; body: string; timestamp: number },
  secret: string,
): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
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
    const made = `whsec_${randomBytes(32).toString('base64')}`;
    await writePrivately(file, `${made}\n`);
    return { secret: made, isOurs: true };
  }
}

import { randomBytes } from 'node:crypto';
import { type Context, tenantOf } from '@tidings/kernel';
import { Sender } from '../sending/send.ts';
import { trialLimit } from './trial-limit.ts';
import { whyUnproved } from './why-unproved.ts';

/** Nobody guesses it, and it stands in a URL or a header as it is. */
const CHALLENGE_BYTES = 24;

/**
 * Asks an endpoint to answer with what it is sent, through the guard and within the deadline that deliveries to it will
 * have. It is not signed: the secret is made with the webhook, and this comes before. Counts as a test of the account.
 * @returns what kept the endpoint from proving itself, and what to do; null: it did.
 * @throws {DomainError} `rate_limited`.
 */
export async function sendChallenge(
  ctx: Context,
  { url, headers, timeoutMs }: { url: string; headers: Record<string, string>; timeoutMs: number },
): Promise<string | null> {
  const accountId = tenantOf(ctx);
  return trialLimit.run(ctx.clock, accountId, async () => {
    const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
    const custom = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const sender = new Sender(ctx.config.ALLOW_PRIVATE_NETWORKS, ctx.clock);
    try {
      const outcome = await sender.send({
        url,
        headers: {
          ...Object.fromEntries(custom),
          'content-type': 'application/json',
          'user-agent': `${ctx.config.BRAND}-Webhooks/1.0`,
        },
        body: JSON.stringify({ type: 'url_verification', challenge }),
        timeoutMs,
        accountId,
      });
      return whyUnproved(outcome, challenge, timeoutMs);
    } finally {
      await sender.close();
    }
  });
}

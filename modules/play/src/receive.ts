import type { Context } from '@tidings/kernel';
import { getDelivery } from '@tidings/delivery';
import { getWebhook } from '@tidings/endpoint';
import { liveSecrets, verify } from '@tidings/secret';
import { challengeIn } from './challenge-in.ts';
import { inboxOf } from './inbox.ts';
import type { Arrival } from './schema.ts';

/** A request that came to the built-in receiver. */
export type Incoming = {
  /** Of a receiver that is not the account's first one. */
  name?: string | undefined;
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
};

/**
 * Notes down what arrived at an account's inbox and whether its signature verifies, as the account's own
 * code would see it.
 * @returns what to answer, and after how long: a challenge with itself, unless the receiver is set to fail.
 */
export async function receive(
  ctx: Context & { accountId: string },
  incoming: Incoming,
): Promise<{ status: number; body: string; delayMs: number }> {
  const inbox = inboxOf(ctx.accountId, incoming.name);
  const { answer } = inbox;
  const deliveryId = incoming.headers[`x-${ctx.config.BRAND.toLowerCase()}-delivery-id`] ?? null;
  const webhook = deliveryId === null ? null : await webhookOf(ctx, deliveryId);
  const challenge = answer.status < 300 ? challengeIn(incoming.body) : null;
  const answered = challenge === null ? answer.status : 200;
  inbox.add({
    received_at: ctx.clock.now().toISOString(),
    method: incoming.method,
    path: incoming.path,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, value ?? ''])),
    body: incoming.body,
    answered,
    webhook: webhook && { id: webhook.id, name: webhook.name },
    delivery_id: deliveryId,
    verification: webhook ? await verification(ctx, webhook.id, incoming) : UNKNOWN,
  });
  return { status: answered, body: challenge ?? answer.body, delayMs: answer.delay_ms };
}

const UNKNOWN: Arrival['verification'] = {
  verdict: 'unknown',
  detail: 'This request names no delivery of this account, so there is no secret to check it with.',
};

async function webhookOf(ctx: Context, deliveryId: string): Promise<{ id: string; name: string } | null> {
  if (!/^del_[0-7][0-9a-z]{25}$/.test(deliveryId)) return null;
  try {
    const delivery = await getDelivery(ctx, { id: deliveryId });
    return await getWebhook(ctx, { id: delivery.webhook_id });
  } catch {
    return null; // anybody can send anything here; what is not ours is shown as such
  }
}

async function verification(
  ctx: Context,
  webhookId: string,
  incoming: Incoming,
): Promise<Arrival['verification']> {
  const secrets = (await liveSecrets(ctx, [webhookId])).get(webhookId) ?? [];
  const verdicts = secrets.map((secret) => verify({ ...incoming, secret, now: ctx.clock.now() }));
  // One that was sent just before a roll is signed with the secrets of then.
  const verdict =
    verdicts.find(({ verified }) => verified) ??
    // Of the secret that did sign it there is more to say.
    verdicts.find(({ reason }) => reason !== 'wrong_secret') ??
    verdicts[0];
  if (verdict === undefined) return UNKNOWN;
  return { verdict: verdict.verified ? 'verified' : 'failed', detail: verdict.detail };
}

import { audit, type Context } from '@tidings/kernel';
import { rollSecret } from '@tidings/secret';
import { findWebhook } from './find-webhook.ts';
import { presentOne } from './get-webhook.ts';
import type { RolledWebhook, RollSecretInput } from './schema.ts';

/**
 * Gives a webhook a new secret, which is in this answer only, and with the scheme `ed25519` a new key pair. Until
 * `overlap_ends_at` deliveries carry signatures of the one before as well, and until their own ends those of older ones; with
 * `overlap_hours` 0 all of them end at once.
 * It counts from the next attempt on: attempts under way finish with the secrets that they began with.
 * @throws {DomainError} `not_found`, also for another account's.
 */
export async function rollWebhookSecret(ctx: Context, input: RollSecretInput): Promise<RolledWebhook> {
  const { endpoint, secret } = await ctx.database.unitOfWork(async (tx) => {
    const found = await findWebhook(ctx, tx, input.id);
    const { accountId, id, name, signatureScheme } = found;
    const made = await rollSecret(ctx, tx, {
      owner: { accountId, endpointId: id },
      overlapHours: input.overlap_hours,
      hasKeyPair: signatureScheme === 'ed25519',
    });
    found.updatedAt = ctx.clock.now();
    await audit(ctx, tx, {
      action: 'webhook.secret_rolled',
      subject: { type: 'webhook', id, name },
      after: { overlap_hours: input.overlap_hours },
    });
    return { endpoint: found, secret: made };
  });
  const webhook = await presentOne(ctx, endpoint);
  const [, replaced] = webhook.secrets;
  return { ...webhook, secret, overlap_ends_at: replaced?.expires_at ?? null };
}

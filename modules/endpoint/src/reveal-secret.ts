import { checkPassword } from '@tidings/identity';
import { audit, type Context, DomainError } from '@tidings/kernel';
import { liveSecrets } from '@tidings/secret';
import { getWebhook } from './get-webhook.ts';
import type { RevealedSecret, RevealSecretInput } from './schema.ts';

/**
 * Shows a webhook's newest secret again, to a person who proves by their password that it is them.
 * @throws {DomainError} `forbidden` where SECRET_REVEAL is `never`, for keys and visitors of the portal, and at
 * /password for a wrong one; `rate_limited` after several wrong ones; `not_found`; `unavailable` while the secret's
 * master key is missing.
 */
export async function revealSecret(ctx: Context, input: RevealSecretInput): Promise<RevealedSecret> {
  if (ctx.config.SECRET_REVEAL === 'never') {
    throw new DomainError(
      'forbidden',
      'Secrets are shown once only on this installation. Roll the secret if it is lost.',
    );
  }
  const { id, name } = await getWebhook(ctx, input);
  const subject = { type: 'webhook', id, name };
  await checkPassword(ctx, input.password, {
    action: 'webhook.secret_reveal_failed',
    subject,
    after: { reason: 'wrong_password' },
  });
  const [secret] = (await liveSecrets(ctx, [id])).get(id) ?? [];
  if (secret === undefined)
    throw new DomainError('unavailable', 'The secret cannot be decrypted right now. Tell the operator.');
  await ctx.database.transaction((tx) => audit(ctx, tx, { action: 'webhook.secret_revealed', subject }));
  return { secret };
}

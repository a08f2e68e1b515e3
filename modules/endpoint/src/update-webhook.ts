import { catalogOf } from '@tidings/event';
import { type Context, DomainError } from '@tidings/kernel';
import { checkSubscriptions } from './check-subscriptions.ts';
import type { Endpoint } from './endpoint.entity.ts';
import { findWebhook } from './find-webhook.ts';
import { presentAll } from './get-webhook.ts';
import { endpointChanged } from './hooks.ts';
import type { UpdateWebhookInput, Webhook } from './schema.ts';
import { vetUrl } from './vet-url.ts';

/**
 * Changes what is given and leaves the rest. `status: "paused"` lets pending deliveries wait, `"active"` lets
 * them go on. Attempts under way finish with the configuration they began with.
 * @throws {DomainError} `not_found`, `invalid` as at creation.
 */
export async function updateWebhook(ctx: Context, input: UpdateWebhookInput): Promise<Webhook> {
  if (input.events) checkSubscriptions(catalogOf(ctx), input.events);
  if (input.url !== undefined) await vetUrl(input.url, ctx.config.ALLOW_PRIVATE_NETWORKS);
  const endpoint = await ctx.database.unitOfWork(async (tx) => {
    const found = await findWebhook(ctx, tx, input.id);
    const before = found.status;
    change(found, input);
    found.updatedAt = ctx.clock.now();
    await tx.em.flush();
    if (found.status !== before) {
      await endpointChanged.announce(tx, {
        endpointId: found.id,
        accountId: found.accountId,
        status: found.status,
        wasActive: before === 'active',
        rateLimit: null,
      });
    }
    return found;
  });
  const [webhook] = await presentAll(ctx, [endpoint]);
  if (!webhook) throw new DomainError('not_found', 'This webhook was deleted.');
  return webhook;
}

function change(endpoint: Endpoint, input: UpdateWebhookInput): void {
  endpoint.name = input.name ?? endpoint.name;
  endpoint.description = input.description ?? endpoint.description;
  endpoint.url = input.url ?? endpoint.url;
  endpoint.events = input.events ?? endpoint.events;
  endpoint.timeoutSeconds = input.timeout_seconds ?? endpoint.timeoutSeconds;
  endpoint.headers = input.headers ?? endpoint.headers;
  endpoint.retryEnabled = input.retry?.enabled ?? endpoint.retryEnabled;
  endpoint.maxRetries = input.retry?.max_retries ?? endpoint.maxRetries;
  endpoint.retryDelays = input.retry?.delays ?? endpoint.retryDelays;
  if (input.status === 'active') endpoint.disabledReason = null;
  endpoint.status = input.status ?? endpoint.status;
}

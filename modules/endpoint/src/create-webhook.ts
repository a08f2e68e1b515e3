import { catalogOf } from '@tidings/event';
import { holdKey } from '@tidings/identity';
import { type Context, creatorOf, newId, statement, tenantOf } from '@tidings/kernel';
import { createSecret } from '@tidings/secret';
import { checkApiVersion } from './check-api-version.ts';
import { checkHeaders } from './check-headers.ts';
import { checkQuota } from './check-quota.ts';
import { checkRetrySpan } from './check-retry-span.ts';
import { checkSubscriptions } from './check-subscriptions.ts';
import { configurationOf } from './configuration.ts';
import { Endpoint } from './endpoint.entity.ts';
import { endpointChanged } from './hooks.ts';
import { present } from './present.ts';
import type { CreateWebhookInput, Webhook } from './schema.ts';
import { vetUrl } from './vet-url.ts';

const BEGIN_ACTIVITY = statement<never>(
  'endpoint.begin-activity',
  'INSERT INTO endpoint.activity (endpoint_id) VALUES ($1)',
);

/**
 * Creates a webhook with a signing secret of its own. The answer is the only place where the secret is shown.
 * @throws {DomainError} `invalid` for a URL that deliveries must not go to, or a subscription that matches nothing;
 * `forbidden` when the account has as many webhooks as its quota allows.
 */
export async function createWebhook(
  ctx: Context,
  input: CreateWebhookInput,
): Promise<Webhook & { secret: string }> {
  const accountId = tenantOf(ctx);
  checkSubscriptions(catalogOf(ctx), input.events);
  await vetUrl(input.url, ctx.config.ALLOW_PRIVATE_NETWORKS);
  const configuration = configurationOf(input);
  checkHeaders(ctx.config, configuration.headers);
  checkRetrySpan(ctx.config, configuration);
  const apiVersion = input.api_version ?? catalogOf(ctx).newestVersion();
  if (input.api_version !== undefined) checkApiVersion(catalogOf(ctx), apiVersion);
  const now = ctx.clock.now();
  return ctx.database.unitOfWork(async (tx) => {
    await holdKey(ctx, tx);
    await checkQuota(ctx, tx);
    const endpoint = tx.em.create(Endpoint, {
      id: newId('wh'),
      accountId,
      ...configuration,
      apiVersion,
      status: 'active',
      disabledReason: null,
      createdBy: creatorOf(ctx),
      createdAt: now,
      updatedAt: now,
    });
    tx.em.persist(endpoint);
    await tx.query(BEGIN_ACTIVITY, [endpoint.id]);
    const { secret, hint } = await createSecret(ctx, tx, { accountId, endpointId: endpoint.id });
    await endpointChanged.announce(tx, {
      endpointId: endpoint.id,
      accountId,
      status: endpoint.status,
      wasActive: true,
      rateLimit: endpoint.rateLimit ?? null,
    });
    return { ...present(endpoint, ctx.config, { hint }), secret };
  });
}

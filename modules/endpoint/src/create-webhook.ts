import { catalogOf } from '@tidings/event';
import { holdKey } from '@tidings/identity';
import { accountHeld, audit, type Context, creatorOf, newId, statement, tenantOf } from '@tidings/kernel';
import { createKeyPair, createSecret } from '@tidings/secret';
import { auditedState } from './audited-state.ts';
import { challengeEndpoint } from './challenge-endpoint.ts';
import { checkApiVersion } from './check-api-version.ts';
import { checkHeaders } from './check-headers.ts';
import { checkQuota } from './check-quota.ts';
import { checkRetrySpan } from './check-retry-span.ts';
import { checkSubscriptions } from './check-subscriptions.ts';
import { configurationOf } from './configuration.ts';
import { Endpoint } from './endpoint.entity.ts';
import { endpointChanged } from './hooks.ts';
import { presentOne } from './get-webhook.ts';
import { checkPing, publishPing } from './publish-ping.ts';
import type { CreateWebhookInput, Webhook } from './schema.ts';
import { vetUrl } from './vet-url.ts';

const BEGIN_ACTIVITY = statement<never>(
  'endpoint.begin-activity',
  'INSERT INTO endpoint.activity (endpoint_id) VALUES ($1)',
);

/**
 * Creates a webhook with a signing secret of its own. The answer is the only place where the secret is shown. With
 * `verify` the endpoint is asked to prove itself before anything is stored, which takes as long as it takes to answer;
 * with `ping` an event is sent to it afterwards, which nobody waits for.
 * @throws {DomainError} `invalid` for a URL that deliveries must not go to, a subscription that matches nothing, or an
 * endpoint that did not prove itself; `forbidden` when the account has as many webhooks as its quota allows; `not_found`
 * when it is being deleted; `rate_limited` for more challenges than an account may cause.
 */
export async function createWebhook(
  ctx: Context,
  input: CreateWebhookInput,
): Promise<Webhook & { secret: string }> {
  const accountId = tenantOf(ctx);
  checkSubscriptions(catalogOf(ctx), input.events);
  await vetUrl(input.url, { accountId, allowed: ctx.config.ALLOW_PRIVATE_NETWORKS });
  const configuration = configurationOf(input);
  checkHeaders(ctx.config, configuration.headers);
  checkRetrySpan(ctx.config, configuration);
  const apiVersion = input.api_version ?? catalogOf(ctx).newestVersion();
  if (input.api_version !== undefined) checkApiVersion(catalogOf(ctx), apiVersion);
  if (input.ping) checkPing(ctx);
  if (input.verify === 'challenge') {
    // Nobody is asked for what could not be made.
    await ctx.database.transaction((tx) => checkQuota(ctx, tx));
    await challengeEndpoint(ctx, configuration);
  }
  const now = ctx.clock.now();
  const { endpoint, secret } = await ctx.database.unitOfWork(async (tx) => {
    await accountHeld.announce(tx, accountId);
    await holdKey(ctx, tx);
    await checkQuota(ctx, tx);
    const created = tx.em.create(Endpoint, {
      id: newId('wh'),
      accountId,
      ...configuration,
      apiVersion,
      status: 'active',
      disabledReason: null,
      disabledAt: null,
      createdBy: creatorOf(ctx),
      createdAt: now,
      updatedAt: now,
    });
    tx.em.persist(created);
    await tx.query(BEGIN_ACTIVITY, [created.id]);
    const owner = { accountId, endpointId: created.id };
    const made = await createSecret(ctx, tx, owner);
    if (created.signatureScheme === 'ed25519') await createKeyPair(ctx, tx, owner);
    await endpointChanged.announce(tx, {
      endpointId: created.id,
      accountId,
      status: created.status,
      wasActive: true,
      rateLimit: created.rateLimit ?? null,
    });
    await audit(ctx, tx, {
      action: 'webhook.created',
      subject: { type: 'webhook', id: created.id, name: created.name },
      after: auditedState(created),
    });
    return { endpoint: created, secret: made };
  });
  const webhook = await presentOne(ctx, endpoint);
  if (input.ping) await publishPing(ctx, endpoint);
  return { ...webhook, secret };
}

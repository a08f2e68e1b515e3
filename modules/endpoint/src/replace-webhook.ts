import { catalogOf } from '@tidings/event';
import { type Context, tenantOf } from '@tidings/kernel';
import { changeWebhook } from './change-webhook.ts';
import { checkApiVersion } from './check-api-version.ts';
import { checkSubscriptions } from './check-subscriptions.ts';
import { configurationOf } from './configuration.ts';
import type { ReplaceWebhookInput, Webhook } from './schema.ts';
import { vetUrl } from './vet-url.ts';

/**
 * Replaces a webhook's whole configuration: what is left out falls back to its default, as at creation. What is
 * not configuration stays: id, secret, and whether it is active. So does the API version unless one is given: moving
 * it changes what a receiver has to read.
 * @throws {DomainError} `not_found`, `invalid` as at creation.
 */
export async function replaceWebhook(ctx: Context, input: ReplaceWebhookInput): Promise<Webhook> {
  checkSubscriptions(catalogOf(ctx), input.events);
  await vetUrl(input.url, { accountId: tenantOf(ctx), allowed: ctx.config.ALLOW_PRIVATE_NETWORKS });
  const { api_version: apiVersion } = input;
  if (apiVersion !== undefined) checkApiVersion(catalogOf(ctx), apiVersion);
  return changeWebhook(ctx, { id: input.id, action: 'webhook.replaced' }, (endpoint) => {
    Object.assign(endpoint, configurationOf(input));
    endpoint.apiVersion = apiVersion ?? endpoint.apiVersion;
  });
}

import { catalogOf } from '@tidings/event';
import { type Context, tenantOf } from '@tidings/kernel';
import { changeWebhook } from './change-webhook.ts';
import { checkApiVersion } from './check-api-version.ts';
import { checkSubscriptions, withoutRepeats } from './check-subscriptions.ts';
import type { Endpoint } from './endpoint.entity.ts';
import type { UpdateWebhookInput, Webhook } from './schema.ts';
import { storedFilter } from './stored-filter.ts';
import { vetUrl } from './vet-url.ts';

/**
 * Changes what is given and leaves the rest. `status: "paused"` lets pending deliveries wait, `"active"` lets
 * them go on and forgets the failures so far, also where the system had disabled the webhook. Attempts under way
 * finish with the configuration they began with.
 * @throws {DomainError} `not_found`, `invalid` as at creation.
 */
export async function updateWebhook(ctx: Context, input: UpdateWebhookInput): Promise<Webhook> {
  if (input.events) checkSubscriptions(catalogOf(ctx), input.events);
  if (input.url !== undefined)
    await vetUrl(input.url, { accountId: tenantOf(ctx), allowed: ctx.config.ALLOW_PRIVATE_NETWORKS });
  if (input.api_version !== undefined) checkApiVersion(catalogOf(ctx), input.api_version);
  return changeWebhook(ctx, { id: input.id, action: 'webhook.updated' }, (endpoint) =>
    change(endpoint, input),
  );
}

function change(endpoint: Endpoint, input: UpdateWebhookInput): void {
  endpoint.name = input.name ?? endpoint.name;
  endpoint.description = input.description ?? endpoint.description;
  endpoint.url = input.url ?? endpoint.url;
  if (input.events) endpoint.events = withoutRepeats(input.events);
  if (input.filter) Object.assign(endpoint, storedFilter(input.filter));
  endpoint.timeoutSeconds = input.timeout_seconds ?? endpoint.timeoutSeconds;
  endpoint.headers = input.headers ?? endpoint.headers;
  endpoint.payloadStyle = input.payload_style ?? endpoint.payloadStyle;
  endpoint.apiVersion = input.api_version ?? endpoint.apiVersion;
  endpoint.signatureScheme = input.signature_scheme ?? endpoint.signatureScheme;
  // Null is a value of its own: no limit.
  if (input.rate_limit !== undefined) endpoint.rateLimit = input.rate_limit;
  endpoint.retryEnabled = input.retry?.enabled ?? endpoint.retryEnabled;
  endpoint.maxRetries = input.retry?.max_retries ?? endpoint.maxRetries;
  endpoint.retryDelays = input.retry?.delays ?? endpoint.retryDelays;
  // From here on it is as its owner wants it, not as the system does.
  if (input.status) {
    endpoint.disabledReason = null;
    endpoint.disabledAt = null;
  }
  endpoint.status = input.status ?? endpoint.status;
}

import { withoutRepeats } from './check-subscriptions.ts';
import type { CreateWebhookInput } from './schema.ts';
import { storedFilter } from './stored-filter.ts';

/** A webhook's whole configuration, with the default of everything that was left out. */
export function configurationOf(input: CreateWebhookInput) {
  return {
    name: input.name ?? new URL(input.url).host,
    description: input.description,
    url: input.url,
    events: withoutRepeats(input.events),
    payloadStyle: input.payload_style,
    ...storedFilter(input.filter),
    retryEnabled: input.retry.enabled ?? true,
    maxRetries: input.retry.max_retries ?? 5,
    retryDelays: input.retry.delays ?? null,
    timeoutSeconds: input.timeout_seconds,
    headers: input.headers,
    rateLimit: input.rate_limit ?? null,
    signatureScheme: input.signature_scheme,
  };
}

import type { Config } from '@tidings/kernel';
import type { SecretDescription } from '@tidings/secret';
import type { Activity } from './activity.ts';
import type { EndpointRow } from './endpoint.entity.ts';
import { healthOf } from './health.ts';
import type { Webhook } from './schema.ts';
import { shownFilter } from './stored-filter.ts';

/** A webhook as its owner sees it. */
export function present(
  row: EndpointRow,
  config: Config,
  extra: { secrets: SecretDescription | undefined; activity: Activity | undefined; now: Date },
): Webhook {
  const secrets = extra.secrets?.secrets ?? [];
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    url: row.url,
    events: row.events,
    payload_style: row.payloadStyle,
    api_version: row.apiVersion,
    filter: shownFilter(row),
    status: row.status,
    disabled_reason: row.disabledReason ?? null,
    ...healthOf(row, extra.activity, extra.now),
    retry: {
      enabled: row.retryEnabled,
      max_retries: row.maxRetries,
      delays: row.retryDelays ?? config.RETRY_DELAYS,
    },
    timeout_seconds: row.timeoutSeconds,
    headers: row.headers,
    rate_limit: row.rateLimit ?? null,
    signature_scheme: row.signatureScheme,
    public_key: row.signatureScheme === 'ed25519' ? (extra.secrets?.publicKeys[0] ?? null) : null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    created_by: row.createdBy,
    secret_hint: secrets[0]?.hint ?? '',
    secrets,
  };
}

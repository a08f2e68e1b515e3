import type { Config } from '@tidings/kernel';
import type { SecretDescription } from '@tidings/secret';
import type { Activity } from './activity.ts';
import type { EndpointRow } from './endpoint.entity.ts';
import type { Webhook } from './schema.ts';
import { shownFilter } from './stored-filter.ts';

/** As many failures in a row make a webhook "failing". */
const FAILING_FROM = 5;

/** A webhook as its owner sees it. */
export function present(
  row: EndpointRow,
  config: Config,
  extra: { secrets: SecretDescription | undefined; activity: Activity | undefined },
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
    health: healthOf(extra.activity),
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

function healthOf(activity: Activity | undefined): Webhook['health'] {
  if (!activity || activity.attempts_total === 0) return 'idle';
  return activity.consecutive_failures >= FAILING_FROM ? 'failing' : 'healthy';
}

import type { AuditState } from '@tidings/kernel';
import type { EndpointRow } from './endpoint.entity.ts';
import { shownFilter } from './stored-filter.ts';

/** What the audit log keeps of a webhook: what its owner sets, under the names of the API, and nothing of its secrets. */
export function auditedState(row: EndpointRow): AuditState {
  return {
    name: row.name,
    description: row.description,
    url: row.url,
    events: row.events,
    payload_style: row.payloadStyle,
    api_version: row.apiVersion,
    filter: shownFilter(row),
    status: row.status,
    disabled_reason: row.disabledReason ?? null,
    retry: { enabled: row.retryEnabled, max_retries: row.maxRetries, delays: row.retryDelays ?? null },
    timeout_seconds: row.timeoutSeconds,
    headers: row.headers,
    rate_limit: row.rateLimit ?? null,
    signature_scheme: row.signatureScheme,
  };
}

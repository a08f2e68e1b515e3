import { beginSpan, endSpan } from '@tidings/kernel';
import type { ReadyDelivery } from '../worker/attempt-delivery.ts';
import type { Outcome } from './send.ts';

type AttemptSpan = NonNullable<ReturnType<typeof beginSpan>>;

/**
 * Begins the span of one attempt, in the trace in which its event was published. By the semantic conventions for HTTP
 * clients, but for the URL: of a webhook, path and query are often a secret.
 */
export function beginAttempt({ claimed, target, trace }: ReadyDelivery): AttemptSpan | undefined {
  const url = new URL(target.url);
  return beginSpan({
    name: 'POST webhook',
    kind: 'client',
    parent: trace,
    attributes: {
      'http.request.method': 'POST',
      'http.request.resend_count': claimed.attempts_made,
      'server.address': url.hostname,
      'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
      'url.scheme': url.protocol.slice(0, -1),
      'messaging.system': 'tidings',
      'messaging.operation.name': 'deliver',
      'messaging.message.id': claimed.event_id,
      'tidings.account.id': claimed.account_id,
      'tidings.webhook.id': claimed.endpoint_id,
      'tidings.delivery.id': claimed.delivery_id,
      'tidings.event.type': claimed.event_type,
      'tidings.attempt.number': claimed.attempts_made + 1,
    },
  });
}

export function endAttempt(span: AttemptSpan, { statusCode, error }: Outcome): void {
  if (statusCode !== null) span.setAttribute('http.response.status_code', statusCode);
  endSpan(span, error);
}

import type { Target } from '@tidings/endpoint';
import { sign } from '@tidings/secret';
import type { Claimed } from './claim.ts';

/**
 * The headers of one attempt. Custom headers come first, so that none can replace one of ours; names are in
 * lower case, as HTTP does not care.
 * @param timestamp seconds since 1970 of this attempt: a retry is signed anew.
 */
export function requestHeaders(
  message: { claimed: Claimed; body: string; timestamp: number },
  target: Target,
  brand: string,
): Record<string, string> {
  const { claimed, body, timestamp } = message;
  const prefix = `x-${brand.toLowerCase()}`;
  const custom = Object.entries(target.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const retries = claimed.attempts_made;
  return {
    ...Object.fromEntries(custom),
    'content-type': 'application/json',
    'user-agent': `${brand}-Webhooks/1.0`,
    'webhook-id': claimed.event_id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign({ id: claimed.event_id, timestamp, body }, target.secrets),
    [`${prefix}-event`]: claimed.event_type,
    [`${prefix}-delivery-id`]: claimed.delivery_id,
    [`${prefix}-attempt`]: String(retries + 1),
    ...(retries > 0 && {
      [`${prefix}-retry-num`]: String(retries),
      [`${prefix}-retry-reason`]: claimed.last_error ?? 'manual',
    }),
  };
}

import type { Target } from '@tidings/endpoint';
import { signatureHeaders } from '@tidings/secret';
import type { Claimed } from '../queue/claim.ts';

type Headers = Record<string, string>;
/** What the headers say of a delivery. */
type Numbered = Pick<Claimed, 'delivery_id' | 'event_id' | 'event_type' | 'attempts_made' | 'last_error'>;

/** Deliveries of one claim share their target, so its headers are looked at once for all of them. */
const customHeaders = new WeakMap<Pick<Target, 'headers'>, Headers>();

/**
 * The headers of one attempt. Custom headers come first, so that none can replace one of ours; names are in
 * lower case, as HTTP does not care.
 * @param timestamp seconds since 1970 of this attempt: a retry is signed anew.
 */
export function requestHeaders(
  message: { claimed: Numbered; body: string; timestamp: number },
  target: Pick<Target, 'headers' | 'keys' | 'scheme'>,
  brand: string,
): Headers {
  const { claimed, body, timestamp } = message;
  const prefix = `x-${brand.toLowerCase()}`;
  const retries = claimed.attempts_made;
  const headers: Headers = {
    ...customOf(target),
    'content-type': 'application/json',
    'user-agent': `${brand}-Webhooks/1.0`,
    'webhook-id': claimed.event_id,
    'webhook-timestamp': String(timestamp),
    ...signatureHeaders({ id: claimed.event_id, timestamp, body }, target, prefix),
    [`${prefix}-event`]: claimed.event_type,
    [`${prefix}-delivery-id`]: claimed.delivery_id,
    [`${prefix}-attempt`]: String(retries + 1),
  };
  if (retries > 0) {
    headers[`${prefix}-retry-num`] = String(retries);
    headers[`${prefix}-retry-reason`] = claimed.last_error ?? 'manual';
  }
  return headers;
}

function customOf(target: Pick<Target, 'headers'>): Headers {
  let custom = customHeaders.get(target);
  if (!custom) {
    custom = Object.fromEntries(
      Object.entries(target.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    customHeaders.set(target, custom);
  }
  return custom;
}

import { createHmac, randomBytes } from 'node:crypto';
import type { AnyEvent } from './fixtures.ts';

/** A request as Tidings makes it. `fetch(url, request)` sends it. */
export type SignedRequest<Event extends AnyEvent = AnyEvent> = {
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that are signed, as UTF-8. */
  readonly body: string;
  /** What the body says. */
  readonly event: Event;
};

export type Signing = {
  /** All of them sign, as during the overlap after a roll. */
  secrets: readonly string[];
  /** When it is signed, in seconds since 1970. */
  timestamp: number;
  attempt: number;
  /** Stands in the names of headers. */
  brand: string;
};

/** `whsec_` and base64 of 32 random bytes. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Signs an event as one attempt of a delivery: HMAC-SHA256 over `id.timestamp.body` (https://www.standardwebhooks.com). */
export function signedRequest<Event extends AnyEvent>(event: Event, signing: Signing): SignedRequest<Event> {
  const { attempt, brand, secrets, timestamp } = signing;
  const prefix = `x-${brand.toLowerCase()}`;
  const body = JSON.stringify(event);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${event.id}.${timestamp}.${body}`).digest('base64')}`;
  });
  const headers = {
    'content-type': 'application/json',
    'user-agent': `${brand}-Webhooks/1.0`,
    'webhook-id': event.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
    [`${prefix}-event`]: event.type,
    [`${prefix}-delivery-id`]: event.id.replace(/^evt_/, 'del_'),
    [`${prefix}-attempt`]: String(attempt),
    ...(attempt > 1 && {
      [`${prefix}-retry-num`]: String(attempt - 1),
      [`${prefix}-retry-reason`]: 'timeout',
    }),
  };
  return { method: 'POST', headers, body, event };
}

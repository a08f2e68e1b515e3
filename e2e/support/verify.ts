import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import type { Event } from './shapes.ts';
import type { Arrival } from './receiver.ts';

/**
 * Verifies the raw bytes with two public libraries, as a receiver would.
 * @returns the event that both of them read.
 * @throws {Error} when one of them does not accept the signature.
 */
export function verify(arrival: Arrival, secret: string): Event {
  const headers = arrival.headers as Record<string, string>; // none of the three that count comes twice
  const read = new StandardWebhook(secret).verify(arrival.body, headers) as Event;
  new SvixWebhook(secret).verify(arrival.body, headers);
  return read;
}

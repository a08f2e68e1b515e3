import type { Target } from '@tidings/endpoint';
import type { Clock, Config } from '@tidings/kernel';
import { type Claimed, LEASE_MS } from './claim.ts';
import type { Finished } from './record.ts';
import { requestHeaders } from './request-headers.ts';
import { retryDelayMs } from './retry-schedule.ts';
import type { Sender } from './send.ts';

export type Sending = { sender: Sender; config: Config; clock: Clock; random: () => number };

/** A delivery with everything that is needed to send it. */
export type ReadyDelivery = { claimed: Claimed; target: Target; body: string; claimedAtMs: number };

/**
 * Makes one attempt. A failing endpoint is an outcome like any other.
 * @returns what to record, or undefined when so much of the lease has passed (the process was frozen) that
 * another worker may hold the delivery by now: then nothing is sent.
 */
export async function attemptDelivery(
  sending: Sending,
  delivery: ReadyDelivery,
): Promise<Finished | undefined> {
  const { claimed, target, body, claimedAtMs } = delivery;
  const { clock, config } = sending;
  if (clock.monotonicMs() - claimedAtMs > LEASE_MS - target.timeoutMs) return undefined;
  const startedAt = clock.now();
  const timestamp = Math.floor(startedAt.getTime() / 1000);
  const headers = requestHeaders({ claimed, body, timestamp }, target, config.BRAND);
  const outcome = await sending.sender.send({ url: target.url, headers, body, timeoutMs: target.timeoutMs });
  const retryAfterMs =
    outcome.error === null
      ? undefined
      : retryDelayMs(target.retryDelaysMs, claimed.failures + 1, sending.random());
  return {
    claimed,
    url: target.url,
    requestHeaders: headers,
    startedAt,
    outcome,
    retryAfterMs: retryAfterMs ?? null,
  };
}

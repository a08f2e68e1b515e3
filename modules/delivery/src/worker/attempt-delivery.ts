import type { Target } from '@tidings/endpoint';
import type { Rendered } from '@tidings/event';
import { type Clock, type Config, isTracing, traceparentOf } from '@tidings/kernel';
import { storable } from '../sending/attempt-error.ts';
import { type Claimed, LEASE_MS } from '../queue/claim.ts';
import type { Finished } from '../queue/record.ts';
import { requestHeaders } from '../sending/request-headers.ts';
import { askedWaitMs, refusesRetries } from '../sending/retry-after.ts';
import { lengthenedMs, retryDelayMs } from '../sending/retry-schedule.ts';
import type { Outcome, Sender } from '../sending/send.ts';
import { beginAttempt, endAttempt } from '../sending/trace-attempt.ts';

export type Sending = { sender: Sender; config: Config; clock: Clock; random: () => number };

/** A delivery with everything that is needed to send it. */
export type ReadyDelivery = {
  claimed: Claimed;
  target: Target;
  payload: Rendered;
  claimedAtMs: number;
  /** Where in a trace its event was published; only while traces are recorded. */
  trace?: string | null | undefined;
};

/** The answer that means that the endpoint will never be there again (RFC 9110 §15.5.11). */
const GONE = 410;

/**
 * Makes one attempt. A failing endpoint is an outcome like any other, and so is a request that we cannot make.
 * @returns what to record, or undefined when so much of the lease has passed (the process was frozen) that
 * another worker may hold the delivery by now: then nothing is sent.
 */
export async function attemptDelivery(
  sending: Sending,
  delivery: ReadyDelivery,
): Promise<Finished | undefined> {
  const { claimed, target, payload, claimedAtMs } = delivery;
  const { clock, config } = sending;
  const heldMs = clock.monotonicMs() - claimedAtMs;
  if (heldMs > LEASE_MS - target.timeoutMs) return undefined;
  const startedAt = clock.now();
  const timestamp = Math.floor(startedAt.getTime() / 1000);
  let headers: Record<string, string> = {};
  let outcome: Outcome;
  let span: ReturnType<typeof beginAttempt>;
  try {
    if (isTracing()) span = beginAttempt(delivery);
    if ('fault' in payload) throw new Error(payload.fault);
    const { body } = payload;
    headers = requestHeaders({ claimed, body, timestamp }, target, config.BRAND);
    if (span) headers['traceparent'] = traceparentOf(span);
    const { account_id: accountId } = claimed;
    outcome = await sending.sender.send({
      url: target.url,
      headers,
      body,
      timeoutMs: target.timeoutMs,
      accountId,
    });
  } catch (error) {
    outcome = neverSent(error);
  }
  if (span) endAttempt(span, outcome);
  return {
    claimed,
    url: target.url,
    requestHeaders: headers,
    startedAt,
    waitedMs: claimed.late_ms === null ? null : claimed.late_ms + heldMs,
    outcome,
    retryAfterMs: retryAfterMs(sending, delivery, outcome),
    isGone: outcome.statusCode === GONE,
    isRefused: outcome.error !== null && refusesRetries(outcome, config.BRAND),
  };
}

/** Milliseconds until the next attempt, or null when there shall be none. */
function retryAfterMs(
  { clock, config, random }: Sending,
  { claimed, target }: ReadyDelivery,
  outcome: Outcome,
): number | null {
  if (outcome.error === null || outcome.statusCode === GONE) return null;
  const chance = random();
  const scheduledMs = retryDelayMs(target.retryDelaysMs, claimed.failures + 1, chance);
  if (scheduledMs === undefined || refusesRetries(outcome, config.BRAND)) return null;
  return lengthenedMs(scheduledMs, askedWaitMs(outcome, clock.now()), chance);
}

/** Something of ours threw before anything was sent; it fails like an attempt, so that it is seen and tried again. */
function neverSent(error: unknown): Outcome {
  return {
    statusCode: null,
    error: 'internal',
    errorDetail: storable(error instanceof Error ? error.message : String(error)),
    response: null,
    timings: { dns: null, connect: null, tls: null, first_byte: null, total: null },
    durationMs: 0,
  };
}

import type { DayCounts } from '@tidings/endpoint';
import { Hook, type Sql } from '@tidings/kernel';
import type { AttemptError } from './schema.ts';

/** An attempt that has just been recorded. Those that were interrupted and those of tests are not announced. */
export type RecordedAttempt = {
  accountId: string;
  endpointId: string;
  /** By the clock of the worker that made it, as it is stored. */
  startedAt: Date;
  /** From when it was due until then; null where it was asked for by hand, or its webhook was held back. */
  waitedMs: number | null;
  durationMs: number;
  /** Null: it succeeded. */
  error: AttemptError | null;
  /** When its delivery was made, by that one's id, in milliseconds since 1970. */
  madeAtMs: number;
  /** Whether it is the first one of its delivery of which the outcome is known. */
  isFirst: boolean;
  /** Whether its delivery has arrived with it: not when one that had succeeded before is sent again. */
  isDelivered: boolean;
  /** Whether its delivery was given up with it: not when one that had been is retried by hand. */
  isExhausted: boolean;
};

/**
 * Announced in the transaction that records attempts, all of a batch together. One listener counts: it answers what the
 * attempts of these webhooks in the last 24 hours came to, by webhook id. Others answer nothing of any.
 */
export const attemptsRecorded = new Hook<
  [tx: Sql, attempts: RecordedAttempt[]],
  ReadonlyMap<string, DayCounts>
>();

/** A delivery that has failed for good: Tidings makes no further attempt by itself. */
export type ExhaustedDelivery = {
  id: string;
  accountId: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  attemptsMade: number;
  /** Of the last attempt; null: there was no answer. */
  lastStatusCode: number | null;
  /** Error class of the last attempt, such as `timeout`. */
  lastError: string | null;
  /**
   * `attempts`: the schedule allows no more. `refused`: the receiver answered that it wants no retries. `gone`: it
   * answered 410. `interrupted`: attempt after attempt ended with the process that made it.
   */
  reason: 'attempts' | 'refused' | 'gone' | 'interrupted';
};

/**
 * Announced in the transaction that gives deliveries up, all of a batch together. What fails when it is retried by
 * hand was given up before, and is not announced again.
 */
export const deliveriesExhausted = new Hook<[tx: Sql, exhausted: ExhaustedDelivery[]]>();

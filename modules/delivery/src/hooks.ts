import { Hook, type Sql } from '@tidings/kernel';

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

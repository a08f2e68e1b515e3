import { type Database, Hook, type Sql } from '@tidings/kernel';

/** An event as it was stored; `body` is its envelope, ready to be sent. */
export type AcceptedEvent = {
  day: string;
  id: string;
  accountId: string;
  type: string;
  createdAt: Date;
  body: string;
};

/**
 * Announced inside the transaction that stores the events, so that they and their deliveries commit
 * together. Listeners answer how many deliveries they made, per event id.
 */
export const eventsAccepted = new Hook<[tx: Sql, events: AcceptedEvent[]], Map<string, number>>();

/** Announced after a commit that made deliveries: whoever delivers may look. Losing it costs time, nothing else. */
export const deliveriesCommitted = new Hook<[database: Database]>();

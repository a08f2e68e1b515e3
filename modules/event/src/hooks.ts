import { Hook, type Sql } from '@tidings/kernel';

/** An event as it was stored; `body` is its envelope, ready to be sent, and `data` what of it filters look at. */
export type AcceptedEvent = {
  day: string;
  id: string;
  accountId: string;
  type: string;
  /** The version of its type that it was published as. */
  apiVersion: string;
  createdAt: Date;
  data: Record<string, unknown>;
  body: string;
  /** Where in a trace it was published, as `traceparent` has it. */
  trace?: string | undefined;
};

/** What a listener made of events, and what it wants to know about the transaction. */
export type MadeDeliveries = {
  /** How many deliveries, by event id. */
  counts: Map<string, number>;
  committed: () => void;
  rolledBack: () => void;
};

/**
 * Announced inside the transaction that stores the events, so that they and their deliveries commit together.
 * Exactly one of `committed` and `rolledBack` is called afterwards. More deliveries than `most`, if it is given, are
 * made of a single event only: of several a listener makes none, and throws {@link TooManyDeliveries}.
 */
export const eventsAccepted = new Hook<
  [tx: Sql, events: AcceptedEvent[], most?: number | undefined],
  MadeDeliveries
>();

/** Several events would make more deliveries together than one transaction is to hold: they are stored in parts. */
export class TooManyDeliveries extends Error {
  override name = 'TooManyDeliveries';
  /** How many each of the first events would make, which are too many already. */
  readonly counts: ReadonlyMap<AcceptedEvent, number>;

  constructor(counts: ReadonlyMap<AcceptedEvent, number>) {
    super(`${counts.size} events would make too many deliveries at once.`);
    this.counts = counts;
  }
}

/**
 * Asked how many deliveries events would make if they were published now, by event; those that make none may be
 * missing. The answer is an estimate: webhooks may change before the events are stored.
 */
export const deliveriesEstimated = new Hook<
  [sql: Sql, events: AcceptedEvent[]],
  Map<AcceptedEvent, number>
>();

/** An event as a service writes it down. */
export type OutboxEvent = {
  /** The account of Tidings that it belongs to, `acct_…`. */
  account_id: string;
  /** A type of the catalog, such as `subscriber.created`. */
  type: string;
  data: Record<string, unknown>;
  /** When it happened; the time of the transaction if left out. */
  created_at?: Date | string;
  /** Version of the payload, a date; the newest if left out. */
  api_version?: string;
  /**
   * Where in a trace it is made (W3C Trace Context), such as that of the request at hand: the trace of its deliveries goes
   * on there. What is no `traceparent` of version 00 is left out.
   */
  traceparent?: string | undefined;
};

/** A request that reached a receiver, as far as it is needed to judge. Times are of this machine's wall clock. */
export type Arrival = {
  receiver: string;
  /** The process that sent it, as faults name their targets. */
  sender: string;
  eventId: string;
  deliveryId: string;
  attempt: number;
  atMs: number;
  /** What was answered; null when nothing was. */
  status: number | null;
  bodyHash: string;
  /** The publisher's own mark inside the payload. */
  tag: string;
  /** What is wrong with body or signature; null when nothing is. */
  flaw: string | null;
  /** How far the signature's time lies from the arrival. */
  skewMs: number;
};

/** A 202 as its client saw it. */
export type Accepted = { eventId: string; tag: string; deliveries: number; atMs: number };

export type EventRow = { id: string; tag: string };
export type DeliveryRow = {
  id: string;
  eventId: string;
  webhookId: string;
  status: string;
  attemptsMade: number;
  attemptsMax: number;
  isQueued: boolean;
};
export type AttemptRow = {
  deliveryId: string;
  number: number;
  outcome: 'succeeded' | 'failed' | 'interrupted';
  error: string | null;
  statusCode: number | null;
  startedAtMs: number;
};

/** Something bad that was done on purpose, from one moment to another. */
export type Fault = { kind: string; atMs: number; untilMs: number; target?: string; detail?: string };

export type Webhook = {
  id: string;
  receiver: string;
  /** Whether its receiver answers 2xx, if not at once then when asked again. */
  canAnswer: boolean;
  /** Whether its receiver is there all the time, so that nothing keeps its deliveries back but ourselves. */
  isSteady: boolean;
};

/** All that is known at the end: what clients and receivers saw, what Postgres holds, what was done. */
export type Evidence = {
  accepted: Accepted[];
  arrivals: Arrival[];
  events: EventRow[];
  deliveries: DeliveryRow[];
  attempts: AttemptRow[];
  webhooks: Webhook[];
  faults: Fault[];
};

export function isSuccess({ status }: { status: number | null }): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Under which attempts and arrivals are matched. */
export function attemptKey(deliveryId: string, number: number): string {
  return `${deliveryId} ${number}`;
}

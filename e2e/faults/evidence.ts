/** A request that reached a receiver, as far as it is needed to judge. Times are of this machine's wall clock. */
export type Arrival = {
  receiver: string;
  /** The process that sent it, as faults name their targets. */
  sender: string;
  eventId: string;
  deliveryId: string;
  attempt: number;
  atMs: number;
  /** What was answered, and when; null when nothing was. */
  status: number | null;
  answeredAtMs: number | null;
  bodyHash: string;
  /** The publisher's own mark inside the payload. */
  tag: string;
  /** What is wrong with body or signature; null when nothing is. */
  flaw: string | null;
  /** How far the signature's time lies from the arrival. */
  skewMs: number;
};

/** A 202 as its client saw it: what it said, and when it was first asked for and given. */
export type Accepted = {
  eventId: string;
  tag: string;
  type: string;
  account: string;
  deliveries: number;
  askedMs: number;
  atMs: number;
};

export type EventRow = { id: string; tag: string; committedMs: number };
export type DeliveryRow = {
  id: string;
  eventId: string;
  webhookId: string;
  status: string;
  attemptsMade: number;
  attemptsMax: number;
  lastError: string | null;
  isQueued: boolean;
  /** By its id. */
  madeAtMs: number;
};
export type AttemptRow = {
  deliveryId: string;
  number: number;
  outcome: 'succeeded' | 'failed' | 'interrupted';
  error: string | null;
  statusCode: number | null;
  startedAtMs: number;
  /** Null where it was interrupted. */
  durationMs: number | null;
};

/** What the hour of a webhook came to, as it is summed up. */
export type RollupRow = {
  webhookId: string;
  hourMs: number;
  attempts: number;
  failed: number;
  durationSum: number;
  /** Deliveries that arrived in each quarter of the hour. */
  arrived: [number, number, number, number];
  /** Of deliveries that were made in the hour. */
  begun: number;
  delivered: number;
  exhausted: number;
};

/** Something bad that was done on purpose, from one moment to another. */
export type Fault = {
  kind: string;
  atMs: number;
  untilMs: number;
  target?: string;
  detail?: string;
  /** It was to happen at a point that was not reached: it explains nothing. */
  isMissed?: boolean;
};

/** The status that a webhook has had since a commit: as a trigger of the harness saw it, not as anybody tells it. */
export type StatusChange = { webhookId: string; status: string; atMs: number };

export type Webhook = {
  id: string;
  account: string;
  receiver: string;
  /** What it is subscribed to. */
  types: readonly string[];
  /** Whether its receiver answers 2xx, if not at once then when asked again. */
  canAnswer: boolean;
  /** Whether its receiver is there all the time, so that nothing keeps its deliveries back but ourselves. */
  isSteady: boolean;
};

/** Somebody listens where no delivery may go: how often one was led there, and how often one came. */
export type CanaryCount = { way: string; tries: number; connections: number };

/** The account with the receiver that is away while events pile up for it, and that receiver. */
export const BACKLOG = 'backlog';

/** All that is known at the end: what clients and receivers saw, what Postgres holds, what was done. */
export type Evidence = {
  accepted: Accepted[];
  arrivals: Arrival[];
  events: EventRow[];
  deliveries: DeliveryRow[];
  attempts: AttemptRow[];
  rollups: RollupRow[];
  webhooks: Webhook[];
  statusChanges: StatusChange[];
  canaries: CanaryCount[];
  faults: Fault[];
};

export function isSuccess({ status }: { status: number | null }): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Under which attempts and arrivals are matched. */
export function attemptKey(deliveryId: string, number: number): string {
  return `${deliveryId} ${number}`;
}

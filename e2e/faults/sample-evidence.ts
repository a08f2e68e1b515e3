import type {
  Accepted,
  Arrival,
  AttemptRow,
  DeliveryRow,
  Evidence,
  Fault,
  RollupRow,
  StatusChange,
  Webhook,
} from './evidence.ts';

export const SECOND = 1_000;

export const delivery: DeliveryRow = {
  id: 'del_1',
  eventId: 'evt_1',
  webhookId: 'wh_1',
  status: 'succeeded',
  attemptsMade: 1,
  attemptsMax: 3,
  lastError: null,
  isQueued: false,
  madeAtMs: 9 * SECOND,
};
export const arrival: Arrival = {
  receiver: 'healthy-1',
  sender: 'worker-1',
  eventId: 'evt_1',
  deliveryId: 'del_1',
  attempt: 1,
  atMs: 10 * SECOND,
  status: 204,
  answeredAtMs: 10 * SECOND,
  bodyHash: 'same',
  tag: 'tag-1',
  flaw: null,
  skewMs: 0,
};
export const row: AttemptRow = {
  deliveryId: 'del_1',
  number: 1,
  outcome: 'succeeded',
  error: null,
  statusCode: 204,
  startedAtMs: 10 * SECOND,
  durationMs: 30,
};
export const interrupted: AttemptRow = {
  ...row,
  outcome: 'interrupted',
  error: 'interrupted',
  statusCode: null,
  durationMs: null,
};
export const interruptions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...interrupted, number: index + 1 }));
export const second = { arrival: { ...arrival, attempt: 2, atMs: 30 * SECOND }, row: { ...row, number: 2 } };
export const kill: Fault = {
  kind: 'kill_worker',
  target: 'worker-1',
  atMs: 11 * SECOND,
  untilMs: 11 * SECOND,
};

export const event: Accepted = {
  eventId: 'evt_1',
  tag: 'tag-1',
  type: 'tag.created',
  account: 'faults',
  deliveries: 1,
  askedMs: 8 * SECOND,
  atMs: 9 * SECOND,
};
export const webhook: Webhook = {
  id: 'wh_1',
  account: 'faults',
  receiver: 'healthy-1',
  types: ['tag.created'],
  canAnswer: true,
  isSteady: true,
};
export const rollup: RollupRow = {
  webhookId: 'wh_1',
  hourMs: 0,
  attempts: 1,
  failed: 0,
  durationSum: 30,
  arrived: [1, 0, 0, 0],
  begun: 1,
  delivered: 1,
  exhausted: 0,
};
export const active: StatusChange = { webhookId: 'wh_1', status: 'active', atMs: SECOND };

/** An event that was accepted and delivered once, but for what is said. */
export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    accepted: [event],
    arrivals: [arrival],
    events: [{ id: 'evt_1', tag: 'tag-1', committedMs: 9 * SECOND }],
    deliveries: [delivery],
    attempts: [row],
    rollups: [rollup],
    webhooks: [webhook],
    statusChanges: [active],
    canaries: [{ way: 'a redirect', tries: 1, connections: 0 }],
    faults: [],
    ...changes,
  };
}

/** Delivered twice, the first time by a process of which something is told. */
export function twice(first: AttemptRow | undefined, changes: Partial<Evidence> = {}): Evidence {
  return evidence({
    arrivals: [arrival, second.arrival],
    deliveries: [{ ...delivery, attemptsMade: 2 }],
    attempts: [...(first ? [first] : []), second.row],
    ...changes,
  });
}

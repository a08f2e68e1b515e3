/** What the harness asks of the preload inside a server process. */
export type Orders = {
  /** How far the wall clock is off from now on. */
  clockShiftMs?: number;
  /** Where to end (`kill`) or stop (`stop`, until SIGCONT) the process, once. */
  point?: Point | undefined;
};

/** The tag of the event that ends every process which is about to send it. */
export const POISON = 'poison-of-processes';
/** With which it ends: nobody else ends so. */
export const POISONED = 86;

export type Point = {
  name: string;
  when: 'before' | 'after';
  action: 'kill' | 'stop';
  /** Passed over until the statement gives some rows. */
  hasRows?: boolean;
};

export type Place = Omit<Point, 'action'>;

/** Something has been claimed: most claims find that others were quicker, and leave nothing in hand. */
export const CLAIMED: Place = { name: 'delivery.claim', when: 'after', hasRows: true };

// The moments around which what is known to Postgres and what is known to the process differ.
export const WORKER_PLACES: readonly Place[] = [
  { name: 'delivery.claim', when: 'before' },
  CLAIMED,
  { name: 'event.load-bodies', when: 'after' },
  { name: 'delivery.record', when: 'before' },
  { name: 'delivery.record', when: 'after' },
  { name: 'delivery.record:COMMIT', when: 'before' },
  { name: 'delivery.record:COMMIT', when: 'after' },
];

export const API_PLACES: readonly Place[] = [
  { name: 'event.insert', when: 'before' },
  { name: 'event.insert', when: 'after' },
  { name: 'delivery.fan-out', when: 'after' },
  { name: 'event.insert:COMMIT', when: 'before' },
  { name: 'event.insert:COMMIT', when: 'after' },
];

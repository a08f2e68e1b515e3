/** Where time comes from, so that tests need not sleep. */
export interface Clock {
  /** Wall-clock time. Schedules and leases use the database's clock instead. */
  now(): Date;
  /** Milliseconds that never jump, for measuring and for deadlines. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};

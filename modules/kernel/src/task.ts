import type { Context } from './context.ts';

/** Periodic upkeep of a module, run by one worker process at a time. */
export type Task = {
  /** Unique, `module.verb`. */
  name: string;
  /** When, as a cron pattern in UTC. */
  cron: string;
  run: (ctx: Context) => Promise<void>;
};

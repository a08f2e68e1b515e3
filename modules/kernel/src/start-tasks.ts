import { Logger as GraphileLogger, parseCronItems, run } from 'graphile-worker';
import type { OpenDatabase } from './database.ts';
import type { Context } from './context.ts';
import type { Task } from './task.ts';

const RESTART_DELAY_MS = 5_000;

/**
 * Runs the periodic tasks of all modules with graphile-worker, one process at a time each. A runner that
 * ends by itself (as when Postgres restarts under it) is started again.
 * @returns a function that stops it and waits for tasks under way.
 */
export function startTasks(database: OpenDatabase, ctx: Context, tasks: Task[]): () => Promise<void> {
  let stopping = false;
  let current: Awaited<ReturnType<typeof run>> | undefined;
  let wake: () => void = () => undefined;
  const supervise = async (): Promise<void> => {
    while (!stopping) {
      try {
        current = await run({
          pgPool: database.pool,
          concurrency: 2,
          noHandleSignals: true,
          // Together, even where it is one: alone, what cannot be written while the database is away ends the process.
          preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
          logger: new GraphileLogger(() => (level, message) => {
            if (level === 'error') ctx.log.error({ task: true }, message);
          }),
          taskList: Object.fromEntries(tasks.map((task) => [task.name, () => runTask(ctx, task)])),
          parsedCronItems: parseCronItems(tasks.map((task) => ({ task: task.name, match: task.cron }))),
        });
        // Whoever stopped us while it came up had nothing yet to stop.
        if (stopping) await current.stop();
        else await current.promise;
      } catch (error) {
        ctx.log.error({ err: error }, 'The task runner ended and will be started again');
      }
      if (!stopping) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, RESTART_DELAY_MS).unref();
        });
      }
    }
  };
  const supervised = supervise();
  return async () => {
    stopping = true;
    wake();
    await current?.stop().catch(() => undefined); // "already stopped" is what was wanted
    await supervised;
  };
}

async function runTask(ctx: Context, task: Task): Promise<void> {
  const startedMs = ctx.clock.monotonicMs();
  await task.run(ctx);
  ctx.log.debug(
    { task: task.name, durationMs: Math.round(ctx.clock.monotonicMs() - startedMs) },
    'Task done',
  );
}

import { runMigrations } from 'graphile-worker';
import pino from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { readConfig } from './config.ts';
import type { Context } from './context.ts';
import { statement } from './database.ts';
import { startTasks } from './start-tasks.ts';
import type { Task } from './task.ts';
import { createTestDatabase } from './testing.ts';

/** Never by itself: 30 February. */
const NEVER = '0 0 30 2 *';

async function setup() {
  const { database, drop } = await createTestDatabase({ steps: [] });
  onTestFinished(drop);
  await runMigrations({ pgPool: database.pool });
  const lines = Promise.withResolvers<string>();
  const ctx: Context = {
    config: readConfig({}, 'dev'),
    database,
    clock: systemClock,
    log: pino({ level: 'error' }, { write: (line: string) => lines.resolve(line) }),
    actor: { type: 'system', id: 'tidings', name: 'Tidings' },
    requestId: 'system',
    accountId: undefined,
  };
  /** As cron would, but now. */
  const trigger = (task: string) =>
    database.query(statement('', 'SELECT graphile_worker.add_job($1)'), [task]);
  const start = (...tasks: Task[]) => startTasks(database, ctx, tasks);
  return { ctx, database, firstError: lines.promise, start, trigger };
}

test('a task that is due is run with the context of the process', async () => {
  const { ctx, start, trigger } = await setup();
  const ran = Promise.withResolvers<Context>();
  const stop = start({ name: 'event.upkeep', cron: NEVER, run: async (given) => ran.resolve(given) });
  await trigger('event.upkeep');
  expect(await ran.promise).toBe(ctx);
  await stop();
});

test('a task that fails is logged, and the others go on', async () => {
  const { firstError, start, trigger } = await setup();
  const ran = Promise.withResolvers<string>();
  const fail = async () => {
    throw new Error('disk full');
  };
  const stop = start(
    { name: 'event.fails', cron: NEVER, run: fail },
    { name: 'event.works', cron: NEVER, run: async () => ran.resolve('ran') },
  );
  await trigger('event.fails');
  expect(await firstError).toContain('disk full');
  await trigger('event.works');
  expect(await ran.promise).toBe('ran');
  await stop();
});

test('tasks that end while the database is away end neither the process nor the others', async () => {
  const { database, start, trigger } = await setup();
  const { pool } = database;
  const connect = pool.connect.bind(pool);
  const began = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const ran = Promise.withResolvers<string>();
  let refused = 0;
  const away = async () => {
    await Promise.all(began.map(({ promise }) => promise));
    Object.assign(pool, {
      connect: () => {
        refused += 1;
        if (refused === 4) Object.assign(pool, { connect });
        return Promise.reject(new Error('timeout exceeded when trying to connect'));
      },
    });
  };
  const fails = async () => {
    began[0].resolve();
    await away();
    throw new Error('write ECONNRESET');
  };
  const succeeds = async () => {
    began[1].resolve();
    await away();
  };
  const stop = start(
    { name: 'event.fails', cron: NEVER, run: fails },
    { name: 'event.succeeds', cron: NEVER, run: succeeds },
    { name: 'event.works', cron: NEVER, run: async () => ran.resolve('ran') },
  );
  await trigger('event.fails');
  await trigger('event.succeeds');
  await vi.waitFor(() => expect(refused).toBe(4), 30_000);
  await trigger('event.works');
  expect(await ran.promise).toBe('ran');
  await stop();
});

test('stopping waits for the task under way', async () => {
  const { start, trigger } = await setup();
  const began = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const order: string[] = [];
  const run = async () => {
    began.resolve();
    await mayEnd.promise;
    order.push('task ended');
  };
  const stop = start({ name: 'event.long', cron: NEVER, run });
  await trigger('event.long');
  await began.promise;
  const stopped = stop().then(() => order.push('stopped'));
  mayEnd.resolve();
  await stopped;
  expect(order).toEqual(['task ended', 'stopped']);
});

test('stopping before the runner has come up leaves nothing running', async () => {
  const { database, start, trigger } = await setup();
  let runs = 0;
  const stop = start({
    name: 'event.late',
    cron: NEVER,
    run: async () => {
      runs += 1;
    },
  });
  await stop();
  await trigger('event.late');
  // A connection that is given back a moment later is none that is kept.
  await vi.waitFor(() => expect(database.pool.idleCount).toBe(database.pool.totalCount), 30_000);
  expect(runs).toBe(0);
});

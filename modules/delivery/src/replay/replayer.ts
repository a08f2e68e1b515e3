import {
  type Config,
  type Database,
  isDatabaseAway,
  type Logger,
  statement,
  tellDelivery,
} from '@tidings/kernel';
import type { Clock } from '@tidings/kernel';
import type { Worker } from '../worker/worker.ts';
import { advancePart, BURST, WINDOW } from './advance-part.ts';
import { endPart, type PartKey } from './end-part.ts';
import { IS_OPEN } from './open-replay.ts';

/** Replays that begin, or whose turn comes, are looked for this often. */
const LOOK_MS = 500;
/**
 * Steps that are taken before the next look, which reads every open part; or one for each account, where there are more
 * of these. What begins meanwhile waits for so many.
 */
const LOOK_STEPS = 16;
/** The least rest after a step; a step that took longer is followed by as long a rest, so that half of the time is free. */
const REST_MS = 5;
/** When for so long nothing else was to be delivered, as far as this process knows, steps make as much as they may. */
const QUIET_MS = 1_000;
/** A part that fails so often in a row, each time a little later, is given up. */
const FAILURES_LIMIT = 10;

type Due = PartKey & { turn: number; due_in_ms: number };

// Index replay_part_open: all parts that are open, and of each account those that have waited longest, by turns. Of two
// replays to one webhook the first comes first; the other is only counted.
const NEXT = statement<Due>(
  'delivery.next-replay-parts',
  `SELECT replay_id, endpoint_id, turn, due_in_ms
   FROM (
     SELECT p.replay_id, p.endpoint_id, p.account_id, row_number() OVER (PARTITION BY p.account_id ORDER BY p.due_at) AS turn,
            (extract(epoch FROM p.due_at - clock_timestamp()) * 1000)::float8 AS due_in_ms
     FROM delivery.replay_part AS p
     WHERE ${IS_OPEN('p')}
       AND NOT (p.status = 'running' AND EXISTS (
         SELECT FROM delivery.replay_part AS o
         WHERE o.account_id = p.account_id AND o.endpoint_id = p.endpoint_id AND o.replay_id < p.replay_id AND ${IS_OPEN('o')}))
   ) AS open
   WHERE turn <= ${LOOK_STEPS}
   ORDER BY turn, account_id`,
);
const NOTE_FAILURE = statement<{ failures: number }>(
  'delivery.note-failed-step',
  `UPDATE delivery.replay_part AS p
   SET failures = failures + 1, due_at = clock_timestamp() + least(60, 2 ^ failures) * interval '1 second'
   WHERE replay_id = $1 AND endpoint_id = $2 AND ${IS_OPEN('p')}
   RETURNING failures`,
);

type Parts = { config: Config; database: Database; clock: Clock; log: Logger };

/**
 * Carries replays on, beside the worker of the same process, which sends what it makes. Every worker process has one;
 * they share the work, since a part that one of them holds is left alone by the others. Accounts take turns.
 */
export class Replayer {
  readonly #parts: Parts;
  readonly #worker: Pick<Worker, 'wake'>;
  #busyUntilMs = 0;
  #stopping = false;
  #wake: () => void = () => undefined;
  #running: Promise<void> | undefined;

  constructor(parts: Parts, worker: Pick<Worker, 'wake'>) {
    this.#parts = parts;
    this.#worker = worker;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Something else is to be delivered: for a while replays take small steps. */
  giveWay(): void {
    this.#busyUntilMs = this.#parts.clock.monotonicMs() + QUIET_MS;
  }

  /** Ends after the step that is under way. Another process goes on, or the next that is started. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        const parts = await this.#parts.database.query(NEXT);
        const due = parts.filter(
          ({ turn, due_in_ms }, index) => due_in_ms <= 0 && (turn === 1 || index < LOOK_STEPS),
        );
        for (const part of due) await this.#step(part);
        if (due.length > 0) continue;
        await this.#sleep(Math.min(LOOK_MS, ...parts.map(({ due_in_ms }) => due_in_ms)));
      } catch (error) {
        this.#parts.log.error({ err: error }, 'Cannot look for replays');
        await this.#sleep(LOOK_MS);
      }
    }
  }

  async #step(part: PartKey): Promise<void> {
    if (this.#stopping) return;
    const { clock } = this.#parts;
    const startedMs = clock.monotonicMs();
    try {
      const lane = await advancePart(this.#parts, part, startedMs < this.#busyUntilMs ? BURST : WINDOW);
      if (!lane) return;
      this.#worker.wake([lane]);
      tellDelivery(this.#parts.database, { ...lane, id: null });
    } catch (error) {
      await this.#failed(part, error);
    }
    await this.#sleep(Math.max(REST_MS, clock.monotonicMs() - startedMs));
  }

  /** A fault of ours in one part must not hold up the others, nor go on for ever. */
  async #failed(part: PartKey, error: unknown): Promise<void> {
    this.#parts.log.error(
      { err: error, replay: part.replay_id, webhook: part.endpoint_id },
      'A replay cannot go on',
    );
    if (isDatabaseAway(error)) return;
    await this.#parts.database.transaction(async (tx) => {
      const [noted] = await tx.query(NOTE_FAILURE, [part.replay_id, part.endpoint_id]);
      if (noted && noted.failures >= FAILURES_LIMIT)
        await endPart(
          tx,
          part,
          'failed',
          'An internal fault keeps it from going on; the log of the server says more.',
        );
    });
  }

  #sleep(ms: number): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, ms));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

import { Worker } from 'node:worker_threads';
import type { Answer } from './evaluate-apart.ts';

type Job = {
  text: string;
  json: string;
  /** Why it is not carried out, if it is not; asked when its turn comes. */
  whyNot: () => string | undefined;
};
type Waiting = Job & { resolve: (answer: Answer) => void };
/** One start of the thread. `sent` is how many of those that wait it has; `heard` counts what it said. */
type Live = {
  worker: Worker;
  isReady: boolean;
  sent: number;
  heard: number;
  /** When it began with what it carries out, and the processor time that it had used at the first look since. */
  sinceMs: number;
  usedUs: number | undefined;
  /** Runs while it is waited for, and while it has nothing to do. */
  timer: NodeJS.Timeout;
  /** Why it is being ended. */
  ending?: string;
};

/** Of the thread's heap. The largest event takes a few of them. */
const MEMORY_MB = 64;
/** Of processor time, beyond what it took until the first look: on a busy machine nothing is cut off for having to wait. */
const CPU_LIMIT_MS = 750;
const LOOK_MS = 250;
const CLOCK_LIMIT_MS = 10_000;
const START_LIMIT_MS = 30_000;
/** Handed over at a time, so that the thread need not wait for us between two. */
const AHEAD = 8;
/** With nothing to do for so long, the thread ends and gives back its memory. */
const IDLE_MS = 60_000;

const FILE = new URL('./conversion-worker.ts', import.meta.url);

/**
 * A thread that carries out conversions, one after the other. It is started with the first, ended when one takes too
 * long or too much memory, which fails that one only, and started anew for the next. It keeps the process alive only
 * while somebody waits.
 */
export class ConversionThread {
  /** In their order: the thread carries out the first. */
  readonly #waiting: Waiting[] = [];
  #live: Live | undefined;

  /** Never rejected: what goes wrong is a fault of this conversion. */
  run(job: Job): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push({ ...job, resolve });
      this.#goOn();
    });
  }

  #goOn(): void {
    const live = (this.#live ??= this.#start());
    if (live.sent === 0) live.worker.ref();
    if (!live.isReady || live.ending !== undefined) return;
    while (live.sent < AHEAD) {
      const next = this.#waiting[live.sent];
      if (!next) break;
      const fault = next.whyNot();
      if (fault !== undefined) {
        this.#waiting.splice(live.sent, 1);
        next.resolve({ fault, costMs: 0, isUntried: true });
        continue;
      }
      const { text, json } = next;
      if (live.sent === 0) this.#begin(live);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      live.worker.postMessage({ text, json });
      live.sent += 1;
    }
    if (live.sent > 0) return;
    live.worker.unref();
    this.#watch(live, IDLE_MS, () => end(live, ''));
    live.timer.unref();
  }

  #start(): Live {
    const worker = new Worker(FILE, {
      name: 'conversions',
      env: {}, // nothing of ours is of use to it
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 16 },
    });
    const live: Live = {
      worker,
      isReady: false,
      sent: 0,
      heard: 0,
      sinceMs: 0,
      usedUs: undefined,
      timer: setTimeout(() => undefined, 0),
    };
    let failure: unknown;
    worker.on('message', (answer: Answer | 'ready') => this.#take(live, answer));
    worker.on('error', (error) => {
      failure = error;
    });
    worker.once('exit', () => this.#ended(live, failure));
    this.#watch(live, START_LIMIT_MS, () => end(live, 'it took too long to start.'));
    return live;
  }

  #take(live: Live, answer: Answer | 'ready'): void {
    live.heard += 1;
    if (answer === 'ready') live.isReady = true;
    else {
      live.sent -= 1;
      this.#waiting.shift()?.resolve(answer);
    }
    if (live.sent > 0) this.#begin(live);
    this.#goOn();
  }

  #begin(live: Live): void {
    live.sinceMs = performance.now();
    live.usedUs = undefined;
    this.#watch(live, LOOK_MS, () => this.#look(live));
  }

  /** Whether what it carries out has taken too long; looks again until it is done. */
  #look(live: Live): void {
    if (performance.now() - live.sinceMs > CLOCK_LIMIT_MS) return end(live, TOO_LONG);
    live.timer.refresh();
    const { heard } = live;
    live.worker.cpuUsage().then(
      ({ user, system }) => {
        if (live.heard !== heard) return;
        live.usedUs ??= user + system;
        if (user + system - live.usedUs > CPU_LIMIT_MS * 1000) end(live, TOO_LONG);
      },
      () => undefined, // it has ended meanwhile, which is dealt with there
    );
  }

  /** Calls back if nothing is heard of it for so long. What it has said may lie there unread where we are late ourselves. */
  #watch(live: Live, ms: number, whenSilent: () => void): void {
    clearTimeout(live.timer);
    const timer = setTimeout(() => {
      const { heard } = live;
      setImmediate(() => {
        if (live.timer === timer && live.heard === heard) whenSilent();
      });
    }, ms);
    live.timer = timer;
  }

  #ended(live: Live, failure: unknown): void {
    clearTimeout(live.timer);
    this.#live = undefined;
    const isFull =
      failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const fault = isFull ? TOO_MUCH : live.ending;
    if (live.sent > 0 && fault !== undefined) this.#waiting.shift()?.resolve({ fault, costMs: COST_MS });
    else if (live.sent > 0 || !live.isReady) {
      const reason = live.ending ?? (failure instanceof Error ? failure.message : 'it ended.');
      for (const each of this.#waiting.splice(0))
        each.resolve({ fault: `Not tried, for want of a thread: ${reason}`, costMs: 0, isUntried: true });
    }
    if (this.#waiting.length > 0) this.#goOn();
  }
}

function end(live: Live, why: string): void {
  live.ending ??= why;
  void live.worker.terminate();
}

/** What it cost the others that wait; with the start of another thread. */
const COST_MS = 1_000;
const TOO_LONG = 'Cut off after a second of processor time, in a function that takes too long.';
const TOO_MUCH = `Cut off: it takes more than ${MEMORY_MB} MB of memory.`;

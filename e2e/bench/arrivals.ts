import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from './clock.ts';
import { type SideProcess, startBeside } from './side-process.ts';

/** Longer than any timeout of a webhook; retries are not waited for. */
const STALLED_AFTER_MS = 40_000;

/** The receiver's process, seen from the bench. */
export class Receiver {
  readonly #side: SideProcess;
  readonly #origin: string;

  private constructor(side: SideProcess, port: number) {
    this.#side = side;
    this.#origin = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Receiver> {
    const side = startBeside('receiver.ts');
    const { port } = await side.answer<{ port: number }>();
    return new Receiver(side, port);
  }

  get pid(): number {
    return this.#side.pid;
  }

  url(path = '/hooks'): string {
    return this.#origin + path;
  }

  async reset(): Promise<void> {
    await this.#side.ask('reset');
  }

  async count(): Promise<number> {
    return (await this.#side.ask<{ distinct: number }>('count')).distinct;
  }

  /**
   * Waits for that many different arrivals since the last reset.
   * @returns when the last one arrived, as `nowMs` tells time.
   * @throws {Error} when nothing more arrives for 40 s.
   */
  async untilArrived(expected: number): Promise<number> {
    let last = 0;
    let movedAtMs = nowMs();
    for (;;) {
      const { distinct, lastAtMs } = await this.#side.ask<{ distinct: number; lastAtMs: number }>('count');
      if (distinct >= expected) return lastAtMs;
      if (distinct > last) movedAtMs = nowMs();
      else if (nowMs() - movedAtMs > STALLED_AFTER_MS)
        throw new Error(`${distinct} of ${expected} deliveries arrived, and no more came.`);
      last = distinct;
      await sleep(20);
    }
  }

  /** When each event first arrived at each path, by `<path> <event id>`. */
  async arrivals(): Promise<Map<string, number>> {
    return new Map((await this.#side.ask<{ arrivals: [string, number][] }>('arrivals')).arrivals);
  }

  stop(): void {
    this.#side.stop();
  }
}

import type { Receiver } from './arrivals.ts';
import type { Figures } from './figures.ts';
import { ALL_ROLES, type Program, type Server, startServer } from './server.ts';
import type { Turns } from './turns.ts';

export type Sizes = {
  isShort: boolean;
  /** Each figure that is cheap to take is the median of so many. */
  repetitions: number;
  /** Of a rate or a latency. */
  seconds: number;
  warmUpEvents: number;
  events: number;
  turns: Turns;
  /** Of those who never answer. */
  timeoutSeconds: number;
  growth: { deliveries: number; events: number; warmUpEvents: number };
  cost: { events: number; warmUpEvents: number };
  console: { webhooks: number; deliveries: number };
  /** More than are replayed while live deliveries are measured. */
  replayEvents: number;
  memoryEvents: number;
};

export const LONG: Sizes = {
  isShort: false,
  repetitions: 3,
  seconds: 10,
  warmUpEvents: 5_000,
  events: 50_000,
  turns: { pairs: 5, seconds: 15 },
  timeoutSeconds: 5,
  growth: { deliveries: 5_000_000, events: 20_000, warmUpEvents: 100_000 },
  cost: { events: 25_000, warmUpEvents: 100_000 },
  console: { webhooks: 1_000, deliveries: 1_000_000 },
  replayEvents: 100_000,
  memoryEvents: 100_000,
};

/** That everything runs to its end within a minute; its ratios say little. */
export const SHORT: Sizes = {
  isShort: true,
  repetitions: 1,
  seconds: 2,
  warmUpEvents: 1_000,
  events: 2_000,
  turns: { pairs: 1, seconds: 3 },
  timeoutSeconds: 1,
  growth: { deliveries: 10_000, events: 1_000, warmUpEvents: 500 },
  cost: { events: 2_000, warmUpEvents: 1_000 },
  console: { webhooks: 100, deliveries: 10_000 },
  replayEvents: 10_000,
  memoryEvents: 1_000,
};

/** What the measurements share. */
export class Bench {
  readonly sizes: Sizes;
  /** An event as it is published, in JSON. */
  readonly event: string;
  readonly receiver: Receiver;
  /** What was measured so far. */
  readonly found: Figures;
  readonly #nodeFlags: string[];
  readonly #startFirst: (bench: Bench) => Promise<Server>;
  readonly #servers: Server[] = [];
  #shared: Promise<Server> | undefined;

  constructor(
    given: Pick<Bench, 'sizes' | 'event' | 'receiver' | 'found'>,
    how: { nodeFlags: string[]; startFirst?: (bench: Bench) => Promise<Server> },
  ) {
    this.sizes = given.sizes;
    this.event = given.event;
    this.receiver = given.receiver;
    this.found = given.found;
    this.#nodeFlags = how.nodeFlags;
    this.#startFirst = how.startFirst ?? ((bench) => bench.start());
  }

  step(text: string): void {
    console.error(`  ${text}`);
  }

  /** The server of all measurements that leave nothing unfinished behind. */
  shared(): Promise<Server> {
    return (this.#shared ??= this.#startFirst(this));
  }

  async stopShared(): Promise<void> {
    const server = await this.#shared?.catch(() => undefined); // why it did not start was told by who asked for it
    this.#shared = undefined;
    await server?.stop();
  }

  /** A server of the caller's own, stopped at the end of the run at the latest. */
  async start(program: Partial<Program> = {}): Promise<Server> {
    const server = await startServer({ ...ALL_ROLES, nodeFlags: this.#nodeFlags, ...program });
    this.#servers.push(server);
    return server;
  }

  async stopAll(): Promise<void> {
    for (const server of this.#servers) await server.stop();
  }
}

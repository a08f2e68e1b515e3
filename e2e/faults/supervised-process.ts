import { setTimeout as later } from 'node:timers/promises';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Role, type RoleProcess, startRole } from '../support/role-process.ts';
import { until } from '../support/until.ts';
import type { Fault } from './evidence.ts';
import { type Orders, type Place, POISONED } from './orders.ts';
import type { TcpProxy } from './tcp-proxy.ts';

/** Between two starts of a process that does not come up, as while Postgres is away. */
const RESTART_MS = 300;
/** A process under traffic comes by every point within this time. */
const POINT_MS = 20_000;
/** One that was started a moment ago may wait so long for a Postgres that is frozen. */
const UP_MS = 90_000;
/** An order that is taken back may have been carried out meanwhile. */
const TAKEN_BACK_MS = 250;
const NAMED_POINTS = path.join(import.meta.dirname, 'preload', 'named-points.ts');
const MUTATE_SOURCE = path.join(import.meta.dirname, 'preload', 'mutate-source.ts');

/** An end that nobody had asked for, of a process that was at work or that came up and ended with a stack. */
export type Crash = { name: string; atMs: number; output: string };

/** `main.ts` says so, in either role. */
const AT_WORK = /^Tidings (is ready|delivers)/m;
const STACK = /\n\s+at /;

/** A process of the installation that is started again whenever it ends, with its own wire to Postgres. */
export class SupervisedProcess {
  readonly name: string;
  readonly wire: TcpProxy;
  readonly crashes: Crash[] = [];
  /** Ends by the event that was published to end it. */
  readonly poisonings: Fault[] = [];
  /** How often it did not come up and said in a sentence why: nothing is wrong with that while Postgres is away. */
  refusedStarts = 0;
  readonly #process: RoleProcess;
  readonly #ordersFile: string;
  /** Whether a SIGKILL of ours is under way. */
  #expectsEnd = false;
  #isRunning = true;
  /** When the last SIGKILL of ours had ended it. */
  #killedAtMs = 0;
  #closing = false;
  readonly #supervised: Promise<void>;

  constructor(name: string, process: RoleProcess, at: { wire: TcpProxy; ordersFile: string }) {
    this.name = name;
    this.#process = process;
    this.wire = at.wire;
    this.#ordersFile = at.ordersFile;
    this.#supervised = this.#supervise();
  }

  get url(): string {
    return this.#process.url;
  }

  untilReady(): Promise<void> {
    return this.#process.untilReady();
  }

  /** Ends it as a power cut would, and returns when it has ended; it is started again at once. */
  async kill9(): Promise<void> {
    await until(() => this.#isRunning, Boolean, { what: `${this.name} runs` });
    const { ended } = this.#process;
    this.#expectsEnd = true;
    this.#process.signal('SIGKILL');
    await ended;
  }

  freeze(): void {
    this.#process.signal('SIGSTOP');
  }

  revive(): void {
    this.#process.signal('SIGCONT');
  }

  /** Tells the preload inside the process what to do, once it listens to anybody. */
  async order(orders: Orders): Promise<void> {
    await until(() => this.#process.isUp(), Boolean, {
      what: `${this.name} is up`,
      withinMs: UP_MS,
    });
    // As a whole: a process that was stopped hears of an order when the next one may be on its way.
    await writeFile(`${this.#ordersFile}.new`, JSON.stringify(orders));
    await rename(`${this.#ordersFile}.new`, this.#ordersFile);
    this.#process.signal('SIGUSR2');
  }

  /** @returns when the process came by the point and was ended there; undefined when it did not. */
  async killAt(point: Place): Promise<number | undefined> {
    await this.order({ point: { ...point, action: 'kill' } });
    // It cannot have been heard of yet that it ended.
    this.#expectsEnd = true;
    const orderedAtMs = Date.now();
    const came = await this.#cameBy(() => this.#killedAtMs >= orderedAtMs);
    this.#expectsEnd = false;
    return came ? this.#killedAtMs : undefined;
  }

  /** @returns when the process came by the point, where it stands now; undefined when it did not. */
  async freezeAt(point: Place): Promise<number | undefined> {
    await this.order({ point: { ...point, action: 'stop' } });
    return (await this.#cameBy(() => this.#process.isStopped())) ? Date.now() : undefined;
  }

  async close(): Promise<string> {
    this.#closing = true;
    this.#process.signal('SIGCONT');
    this.#process.signal('SIGKILL');
    await this.#supervised;
    await this.wire.close();
    return this.#process.output();
  }

  async #cameBy(happened: () => boolean | Promise<boolean>): Promise<boolean> {
    const came = await until(happened, Boolean, { what: 'the point is reached', withinMs: POINT_MS }).catch(
      () => false,
    );
    if (came) return true;
    await this.order({});
    await later(TAKEN_BACK_MS);
    return happened();
  }

  async #supervise(): Promise<void> {
    for (;;) {
      const { code, signal, output } = await this.#process.ended;
      if (this.#closing) return;
      this.#isRunning = false;
      // Whatever else ends it, although a kill was ordered, has nothing to do with that.
      if (this.#expectsEnd && signal === 'SIGKILL') this.#killedAtMs = Date.now();
      else if (code === POISONED) {
        const atMs = Date.now();
        this.poisonings.push({ kind: 'kill_by_poison', target: this.name, atMs, untilMs: atMs });
      } else {
        if (AT_WORK.test(output) || STACK.test(output))
          this.crashes.push({ name: this.name, atMs: Date.now(), output: `${code ?? signal}: ${output}` });
        else this.refusedStarts += 1;
        await later(RESTART_MS);
        // Or what is started now outlives the end of all, which waits for it.
        if (this.#closing) return;
      }
      this.#expectsEnd = false;
      this.#process.again();
      this.#isRunning = true;
    }
  }
}

/** Starts one with what it needs of its own: a preload, an address from which it sends, a file for orders. */
export async function superviseRole(
  name: string,
  role: Role,
  at: {
    wire: TcpProxy;
    folder: string;
    settings: Record<string, string>;
    address: string;
    mutation: string | undefined;
  },
): Promise<SupervisedProcess> {
  const ordersFile = path.join(at.folder, `${name}.json`);
  const isMutant = at.mutation !== undefined;
  const settings = {
    ...at.settings,
    FAULTS_ORDERS: ordersFile,
    FAULTS_ADDRESS: at.address,
    ...(isMutant && { FAULTS_MUTATION: at.mutation }),
  };
  const preloads = isMutant ? [NAMED_POINTS, MUTATE_SOURCE] : [NAMED_POINTS];
  const process = await startRole(role, { settings, preloads });
  return new SupervisedProcess(name, process, { wire: at.wire, ordersFile });
}

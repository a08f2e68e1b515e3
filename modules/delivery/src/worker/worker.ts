import { type Clock, type Config, type Database, isDatabaseAway, type Logger } from '@tidings/kernel';
import { attemptDelivery, type ReadyDelivery, type Sending } from './attempt-delivery.ts';
import { closeBreakers, openBreakers, probeAgain } from '../queue/breaker.ts';
import { claim, claimGated, type Claimed, release, type Room } from '../queue/claim.ts';
import { findLanes } from '../queue/find-lanes.ts';
import { Heartbeat } from './heartbeat.ts';
import { Lanes, type Result } from './lanes.ts';
import { mayLookAgainInMs } from './look-pace.ts';
import { type Held, type Ready, readyDeliveries } from './ready-deliveries.ts';
import { type Finished, recordAlone, recordAttempts } from '../queue/record.ts';
import { renderDeliveries, type Unrendered } from './render-deliveries.ts';
import { type Outcome, Sender } from '../sending/send.ts';
import { Suspects } from './suspects.ts';

/** Workers look for due deliveries this often, for retries that fall due and wake-ups that were lost. */
const LOOK_MS = 500;
/** After an error of the database. */
const BACKOFF_MS = 1_000;
/** A delivery that cannot be loaded even by itself is looked at again after so long. */
const ALONE_MS = 60_000;
/**
 * An outcome that cannot be recorded is kept for so many tries; then the lease has passed and another attempt is
 * made. A process that is stopping has less patience, since its operator has.
 */
const RECORD_TRIES = 20;
const LAST_RECORD_TRIES = 5;

type Parts = { config: Config; database: Database; clock: Clock; log: Logger };

/** A delivery that was made in this process and is sent without having been claimed. */
export type HandedOver = {
  reservation: symbol;
  claimed: Claimed;
  body: string;
  /** Where in a trace its event was published. */
  trace?: string | undefined;
};

/** Delivers what is due: claims, sends, records; as many at once as the configuration and each webhook's window allow. */
export class Worker {
  readonly #parts: Parts;
  readonly #sending: Sending;
  readonly #lanes: Lanes;
  readonly #heartbeat: Heartbeat;
  readonly #suspects = new Suspects();
  #stopping = false;
  #wake: () => void = () => undefined;
  #woken = false;
  #running: Promise<unknown> | undefined;
  #lookAgainAtMs = 0;
  /** Not before, whoever asks for it. */
  #mayLookAtMs = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#lanes = new Lanes(parts.clock, parts.config.DELIVERY_CONCURRENCY);
    this.#heartbeat = new Heartbeat(parts);
    const sender = new Sender(parts.config.ALLOW_PRIVATE_NETWORKS, parts.clock);
    this.#sending = { sender, config: parts.config, clock: parts.clock, random: Math.random };
  }

  start(): void {
    this.#running ??= this.#heartbeat.start().then(() => this.#run());
  }

  /** Something is due; for these webhooks, or for whatever webhooks there are. */
  wake(lanes?: { endpointId: string; accountId: string }[]): void {
    if (lanes) for (const lane of lanes) this.#lanes.heard(lane.endpointId, lane.accountId);
    else this.#lookAgainAtMs = Math.min(this.#lookAgainAtMs, this.#mayLookAtMs);
    this.#woken = true;
    this.#wake();
  }

  /** Room for a delivery that is being made now, and the name to lease it to; undefined: it is to wait in the queue. */
  reserve(endpointId: string, accountId: string): { reservation: symbol; workerId: number } | undefined {
    const { workerId } = this.#heartbeat;
    if (this.#stopping || !this.#running || workerId === undefined) return undefined;
    const reservation = this.#lanes.reserve(endpointId, accountId);
    return reservation && { reservation, workerId };
  }

  /** The delivery was not made after all. */
  giveBack(reservation: symbol): void {
    this.#ended(reservation, 'not_made');
  }

  /** What was reserved has been committed, leased to this worker since `claimedAtMs`. */
  handOver(deliveries: HandedOver[], claimedAtMs: number): void {
    const bodies = new Map<Claimed, string>();
    let traces: Map<Claimed, string> | undefined;
    for (const { reservation, claimed, body, trace } of deliveries) {
      this.#lanes.taken(reservation, claimed);
      bodies.set(claimed, body);
      if (trace !== undefined) (traces ??= new Map()).set(claimed, trace);
    }
    void this.#deliver({ deliveries: [...bodies.keys()], claimedAtMs, bodies, traces });
  }

  /** Claims nothing more, and waits until all that is under way is recorded. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
    while (this.#lanes.underWay > 0) await this.#sleep(LOOK_MS);
    await this.#heartbeat.stop();
    await this.#sending.sender.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      try {
        await this.#look();
        const claimed = await this.#claim();
        if (claimed > 0 || this.#woken) continue;
      } catch (error) {
        this.#parts.log.error({ err: error }, 'Cannot claim deliveries');
        await this.#sleep(BACKOFF_MS);
        continue;
      }
      // Until an attempt ends, something is heard of, or something known falls due.
      const lookInMs = this.#lookAgainAtMs - this.#parts.clock.monotonicMs();
      await this.#sleep(Math.max(1, Math.min(lookInMs, this.#lanes.nextDueInMs() ?? LOOK_MS)));
    }
  }

  /** Looks through the queue for webhooks with something due, now and then. */
  async #look(): Promise<void> {
    const { clock, database } = this.#parts;
    const startedMs = clock.monotonicMs();
    if (startedMs < this.#lookAgainAtMs) return;
    this.#lookAgainAtMs = startedMs + LOOK_MS;
    for (const lane of await findLanes(database))
      this.#lanes.heard(lane.endpoint_id, lane.account_id, { inMs: lane.due_in_ms, isGated: lane.is_gated });
    this.#lanes.forgetIdle();
    const isAskedFor = this.#lookAgainAtMs < startedMs + LOOK_MS; // meanwhile
    this.#mayLookAtMs = startedMs + mayLookAgainInMs(clock.monotonicMs() - startedMs);
    this.#lookAgainAtMs = isAskedFor ? this.#mayLookAtMs : Math.max(startedMs + LOOK_MS, this.#mayLookAtMs);
  }

  /** @returns how many were claimed. */
  async #claim(): Promise<number> {
    const { workerId } = this.#heartbeat;
    if (workerId === undefined) return 0;
    const { open, gated } = this.#lanes.plan();
    const { database } = this.#parts;
    const counts = await Promise.all([
      open.length === 0
        ? 0
        : this.#take(open, () => claim(database, workerId, open)).then((held) => held.length),
      ...gated.map((lane) => this.#takeGated(lane, workerId)),
    ]);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #takeGated(lane: Room, workerId: number): Promise<number> {
    const held = await this.#take([lane], () => claimGated(this.#parts.database, workerId, lane));
    // When the last of them goes out, the next may be taken.
    const last = held.at(-1);
    const inMs = Math.max(0, ...held.map(({ wait_ms }) => wait_ms));
    if (last) this.#lanes.heard(last.endpoint_id, last.account_id, { inMs });
    return held.length;
  }

  async #take(rooms: Room[], claimed: () => Promise<Claimed[]>): Promise<Claimed[]> {
    const news = this.#lanes.news(rooms);
    const claimedAtMs = this.#parts.clock.monotonicMs();
    const held = await claimed();
    this.#lanes.claimed(rooms, news, held);
    if (held.length > 0) void this.#deliver({ deliveries: held, claimedAtMs });
    return held;
  }

  async #deliver(held: Held): Promise<void> {
    const found = await this.#load(held);
    if (!found) return;
    const { ready, unrendered } = found;
    if (ready.length + unrendered.length < held.deliveries.length) {
      const going = new Set([...ready, ...unrendered].map(({ claimed }) => claimed));
      for (const claimed of held.deliveries) if (!going.has(claimed)) this.#ended(claimed, 'not_made');
    }
    this.#send(ready);
    if (unrendered.length > 0) await this.#render(unrendered);
  }

  async #load(held: Held): Promise<Ready | undefined> {
    const { deliveries } = held;
    try {
      return await readyDeliveries({ ...this.#parts, suspects: this.#suspects }, held);
    } catch (error) {
      this.#parts.log.error({ err: error, deliveries: deliveries.length }, 'Cannot load claimed deliveries');
      const isAway = isDatabaseAway(error);
      // One of them may be what keeps all from being loaded: it is to wait alone, and not so soon come with others again.
      if (isAway || deliveries.length === 1) await this.#putBack(deliveries, isAway ? BACKOFF_MS : ALONE_MS);
      else for (const each of deliveries) await this.#deliver({ ...held, deliveries: [each] });
      return undefined;
    }
  }

  /** Beside what needs no rendering, since that may take its time. */
  async #render(unrendered: Unrendered[]): Promise<void> {
    const claimed = unrendered.map((each) => each.claimed);
    for (const each of unrendered) this.#lanes.loaded(each.claimed, each.body.length);
    try {
      const ready = await renderDeliveries(this.#parts, unrendered);
      const isReady = new Set(ready.map((each) => each.claimed));
      const gone = claimed.filter((each) => !isReady.has(each));
      for (const each of gone) {
        this.#suspects.ended(each, false);
        this.#ended(each, 'not_made');
      }
      this.#send(ready);
    } catch (error) {
      this.#parts.log.error({ err: error, deliveries: claimed.length }, 'Cannot render claimed deliveries');
      await this.#putBack(claimed, BACKOFF_MS);
    }
  }

  #send(ready: ReadyDelivery[]): void {
    for (const delivery of ready) {
      this.#lanes.loaded(delivery.claimed, sizeOf(delivery));
      void this.#attempt(delivery);
    }
  }

  /** If they cannot be released, their leases pass and they are due again. */
  async #putBack(deliveries: Claimed[], waitMs: number): Promise<void> {
    await release(this.#parts.database, deliveries, waitMs).catch(() => undefined);
    await probeAgain(this.#parts.database, deliveries).catch(() => undefined);
    for (const claimed of deliveries) {
      this.#suspects.ended(claimed, false);
      this.#ended(claimed, 'not_made');
    }
  }

  async #attempt(delivery: ReadyDelivery): Promise<void> {
    const { claimed } = delivery;
    let result: Result = 'not_made';
    let isRecorded = false;
    try {
      if (claimed.wait_ms > 0) await new Promise((resolve) => setTimeout(resolve, claimed.wait_ms));
      const isOurs = this.#heartbeat.workerId === claimed.worker_id;
      const finished = isOurs ? await attemptDelivery(this.#sending, delivery) : undefined;
      // Frozen, or out of touch with the database: another worker may hold it by now.
      if (!finished) {
        await release(this.#parts.database, [claimed], 0);
        return await probeAgain(this.#parts.database, [claimed]);
      }
      result = resultOf(finished.outcome);
      await this.#record(finished);
      isRecorded = true;
    } catch (error) {
      this.#parts.log.error(
        { err: error, delivery: claimed.delivery_id },
        'An attempt could not be recorded',
      );
    } finally {
      this.#suspects.ended(claimed, isRecorded);
      this.#ended(claimed, result);
    }
  }

  async #record(finished: Finished): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        const weight = finished.outcome.response?.body?.length ?? 0;
        if (tries === 1) await recordAttempts(this.#parts.database).add(finished, { weight });
        else await recordAlone(this.#parts.database, finished);
        return;
      } catch (error) {
        if (tries >= (this.#stopping ? LAST_RECORD_TRIES : RECORD_TRIES)) throw error;
        await new Promise((resolve) => setTimeout(resolve, BACKOFF_MS));
      }
    }
  }

  #ended(key: Claimed | symbol, result: Result): void {
    const breaker = this.#lanes.ended(key, result);
    if (breaker && typeof key !== 'symbol') {
      const { database } = this.#parts;
      const ids = [key.endpoint_id];
      const changed =
        breaker === 'closed'
          ? closeBreakers(database, ids)
          : openBreakers(database, ids, key.is_probe ? ids : []);
      changed.catch((error: unknown) => this.#parts.log.error({ err: error }, 'Cannot change a breaker'));
    }
    this.#woken = true;
    this.#wake();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A fault of this machine says nothing of the receiver. */
function resultOf({ error }: Outcome): Result {
  if (error === null) return 'succeeded';
  return error === 'internal' ? 'not_made' : 'failed';
}

function sizeOf({ payload }: ReadyDelivery): number {
  return 'body' in payload ? payload.body.length : 0;
}

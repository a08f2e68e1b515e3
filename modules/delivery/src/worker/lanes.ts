import type { Clock } from '@tidings/kernel';
import type { Claimed, Room } from '../queue/claim.ts';

/** A webhook that this process has not heard from gets so many attempts at once until it has answered. */
const FIRST_WINDOW = 10;
/** Most attempts at once to one webhook, and most quick ones to all of an account, from one process. */
export const WEBHOOK_LIMIT = 256;
export const ACCOUNT_LIMIT = 384;
/**
 * A success that was as quick as this widens the window by one, a slower one by as much less: what is under way when a
 * process ends is sent again, and a slow receiver has little of a wide window.
 */
const QUICK_MS = 100;
/** An attempt that has taken so long makes room for others: waiting for a slow receiver costs little. */
export const SLOW_MS = 1_000;
/** As many times the usual number may be under way when those beyond it are slow; then accounts share that equally. */
const SLOW_SHARE = 4;
/** Accounts with less than their share go on beyond it, up to so many times the usual number. */
const SLOW_LIMIT = 8;
/** Most bytes of bodies in memory for one account, and for all. */
const ACCOUNT_BYTES = 32 * 1024 * 1024;
const BYTES = 256 * 1024 * 1024;
/** So many slow failures in a row, without a success, open the breaker. */
const BREAKER_FAILURES = 10;
/** What is known of a webhook that has been idle so long is forgotten. */
const IDLE_MS = 300_000;
/** Room for fewer waits until there is more: each claim costs a round trip. */
const WORTH_A_CLAIM = 32;
/** Most that one claim takes. */
const CLAIM_LIMIT = 256;

/** How an attempt went, as far as it matters for the next ones. */
export type Result = 'succeeded' | 'failed' | 'not_made';

type Lane = {
  readonly endpointId: string;
  readonly account: Account;
  underWay: number;
  /** How many may be under way at once, rounded down: widened by successes while it is used, narrowed by failures. */
  window: number;
  slowFailures: number;
  isGated: boolean;
  isBroken: boolean;
  /** When something may be due, on the monotonic clock; undefined: as far as is known nothing is. */
  dueAtMs: number | undefined;
  /** Counts what is heard of it, so that an empty claim does not hide what came in meanwhile. */
  news: number;
  usedAtMs: number;
};
type Account = {
  readonly id: string;
  lanes: number;
  quick: number;
  underWay: number;
  /** Of the bodies of what is under way. */
  bytes: number;
  due: Set<Lane>;
};
type Flight = { readonly lane: Lane; readonly startedMs: number; bytes: number };

/**
 * What this process knows of the webhooks it delivers to, and how much it may take on for each: a window for
 * each webhook that grows as it answers, a limit for each account, and turns between accounts. So a webhook that
 * is slow, dead or flooded fills its own window and nothing else. In memory only: what must hold across
 * processes (leases, rates, breakers, pauses) is in the database.
 */
export class Lanes {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #lanes = new Map<string, Lane>();
  /** In the order of their turns. */
  readonly #accounts = new Map<string, Account>();
  /** Attempts under way, in the order in which they started. */
  readonly #quick = new Map<Claimed | symbol, Flight>();
  /** Those of them that have taken longer than {@link SLOW_MS}. */
  readonly #slow = new Map<Claimed | symbol, Flight>();
  /** Accounts of which something is slow. */
  #slowAccounts = 0;
  #bytes = 0;

  /** @param limit attempts under way at once, not counting slow ones. */
  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  get underWay(): number {
    return this.#quick.size + this.#slow.size;
  }

  /** Something is due, or will be in `inMs`. */
  heard(endpointId: string, accountId: string, news: { inMs?: number; isGated?: boolean } = {}): void {
    const lane = this.#lane(endpointId, accountId);
    const dueAtMs = this.#clock.monotonicMs() + Math.max(0, news.inMs ?? 0);
    lane.isGated = news.isGated ?? lane.isGated;
    if (news.isGated === false) lane.isBroken = false; // another process closed its breaker
    lane.dueAtMs = Math.min(lane.dueAtMs ?? Number.POSITIVE_INFINITY, dueAtMs);
    lane.news += 1;
    lane.account.due.add(lane);
  }

  /** Milliseconds until a lane that waits for its time may be asked; undefined when none does. */
  nextDueInMs(): number | undefined {
    const nowMs = this.#clock.monotonicMs();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const account of this.#accounts.values())
      for (const { dueAtMs } of account.due)
        if (dueAtMs !== undefined && dueAtMs > nowMs) nextMs = Math.min(nextMs, dueAtMs);
    return nextMs === Number.POSITIVE_INFINITY ? undefined : nextMs - nowMs;
  }

  /**
   * What to claim next: accounts take turns, and share equally what is free. Lanes whose windows are nearly
   * full wait until a claim is worth its round trip.
   */
  plan(): { open: Room[]; gated: Room[] } {
    const nowMs = this.#clock.monotonicMs();
    const open: Room[] = [];
    const gated: Room[] = [];
    let free = Math.min(this.#free(nowMs), CLAIM_LIMIT);
    if (free < Math.min(WORTH_A_CLAIM, this.#limit / 8)) return { open, gated };
    // Those that can take nothing now would only make the shares of the others smaller.
    const waiting = [...this.#accounts.values()].filter(
      (account) => this.#freeOf(account) > 0 && Array.from(account.due).some((lane) => isOpen(lane, nowMs)),
    );
    let left = waiting.length;
    for (const account of waiting) {
      if (free <= 0) break;
      let share = Math.min(Math.ceil(free / left), this.#freeOf(account));
      left -= 1;
      for (const lane of Array.from(account.due)) {
        if (share <= 0) break;
        if (!isOpen(lane, nowMs)) continue;
        const room = Math.min(Math.floor(lane.window) - lane.underWay, share);
        (lane.isGated ? gated : open).push({ endpointId: lane.endpointId, room });
        share -= room;
        free -= room;
        turn(account.due, lane);
      }
      this.#accounts.delete(account.id);
      this.#accounts.set(account.id, account); // its turn is over
    }
    return { open, gated };
  }

  /** How often each lane has been heard of, to be given to `claimed` when the claim has been answered. */
  news(rooms: Room[]): number[] {
    return rooms.map(({ endpointId }) => this.#lanes.get(endpointId)?.news ?? 0);
  }

  /** A claim was answered: lanes that gave less than they were asked for are empty for now. */
  claimed(rooms: Room[], newsBefore: number[], found: Claimed[]): void {
    const counts = new Map<string, number>();
    for (const claimed of found) {
      counts.set(claimed.endpoint_id, (counts.get(claimed.endpoint_id) ?? 0) + 1);
      this.#start(this.#lane(claimed.endpoint_id, claimed.account_id), claimed);
    }
    rooms.forEach(({ endpointId, room }, index) => {
      const lane = this.#lanes.get(endpointId);
      if (!lane || lane.news !== newsBefore[index] || (counts.get(endpointId) ?? 0) >= room) return;
      lane.dueAtMs = undefined;
      lane.account.due.delete(lane);
    });
  }

  /**
   * Room for a delivery that is being made right now, so that it needs no claim; undefined when others wait for
   * the same webhook, or it or its account has no room.
   */
  reserve(endpointId: string, accountId: string): symbol | undefined {
    const lane = this.#lane(endpointId, accountId);
    if (lane.isGated || lane.isBroken || lane.dueAtMs !== undefined) return undefined;
    if (this.#free(this.#clock.monotonicMs()) <= 0) return undefined;
    if (lane.underWay >= Math.floor(lane.window) || this.#freeOf(lane.account) <= 0) return undefined;
    const reservation = Symbol(endpointId);
    this.#start(lane, reservation);
    return reservation;
  }

  /** What was reserved has become a delivery in our hands. */
  taken(reservation: symbol, claimed: Claimed): void {
    const flight = this.#land(reservation);
    if (!flight) return;
    flight.lane.underWay += 1;
    flight.lane.account.underWay += 1;
    flight.lane.account.quick += 1;
    this.#quick.set(claimed, { ...flight, bytes: 0 });
  }

  /** Its body is in memory, until it ends. */
  loaded(key: Claimed | symbol, bytes: number): void {
    const flight = this.#quick.get(key) ?? this.#slow.get(key);
    if (!flight) return;
    flight.bytes += bytes;
    flight.lane.account.bytes += bytes;
    this.#bytes += bytes;
  }

  /**
   * An attempt ended, or was not made.
   * @returns `opened` when it was the one that opens the webhook's breaker, `closed` when it closes it.
   */
  ended(key: Claimed | symbol, result: Result): 'opened' | 'closed' | undefined {
    const flight = this.#land(key);
    if (!flight) return undefined;
    const { lane, startedMs } = flight;
    const wasFull = lane.underWay + 1 > lane.window / 2;
    lane.usedAtMs = this.#clock.monotonicMs();
    const isProbe = typeof key !== 'symbol' && key.is_probe;
    if (result === 'succeeded') {
      const tookMs = lane.usedAtMs - startedMs;
      if (wasFull) lane.window = Math.min(WEBHOOK_LIMIT, lane.window + Math.min(1, QUICK_MS / tookMs));
      lane.slowFailures = 0;
      if (!isProbe && !lane.isBroken) return undefined;
      lane.isBroken = false;
      lane.isGated = false;
      return 'closed';
    }
    if (result === 'not_made') return undefined;
    // A failure that comes at once costs little; one that is waited for holds a slot all the while.
    const wasSlow = lane.usedAtMs - startedMs >= SLOW_MS;
    lane.window = wasSlow ? Math.max(1, Math.floor(lane.window / 2)) : Math.max(4, lane.window - 1);
    lane.slowFailures = wasSlow ? lane.slowFailures + 1 : 0;
    if (!isProbe && (lane.isBroken || lane.slowFailures < BREAKER_FAILURES)) return undefined;
    lane.isBroken = true;
    lane.isGated = true;
    return 'opened';
  }

  /** Forgets webhooks that have been idle for long. */
  forgetIdle(): void {
    const beforeMs = this.#clock.monotonicMs() - IDLE_MS;
    for (const lane of this.#lanes.values()) {
      if (lane.underWay > 0 || lane.dueAtMs !== undefined || lane.usedAtMs >= beforeMs) continue;
      this.#lanes.delete(lane.endpointId);
      lane.account.lanes -= 1;
      if (lane.account.lanes === 0) this.#accounts.delete(lane.account.id);
    }
  }

  #lane(endpointId: string, accountId: string): Lane {
    const known = this.#lanes.get(endpointId);
    if (known) return known;
    let account = this.#accounts.get(accountId);
    if (!account)
      this.#accounts.set(
        accountId,
        (account = { id: accountId, lanes: 0, quick: 0, underWay: 0, bytes: 0, due: new Set() }),
      );
    const lane: Lane = {
      endpointId,
      account,
      underWay: 0,
      window: FIRST_WINDOW,
      slowFailures: 0,
      isGated: false,
      isBroken: false,
      dueAtMs: undefined,
      news: 0,
      usedAtMs: this.#clock.monotonicMs(),
    };
    this.#lanes.set(endpointId, lane);
    account.lanes += 1;
    return lane;
  }

  #start(lane: Lane, key: Claimed | symbol): void {
    lane.underWay += 1;
    lane.account.underWay += 1;
    lane.account.quick += 1;
    this.#quick.set(key, { lane, startedMs: this.#clock.monotonicMs(), bytes: 0 });
  }

  #land(key: Claimed | symbol): Flight | undefined {
    const flight = this.#quick.get(key) ?? this.#slow.get(key);
    if (!flight) return undefined;
    const { lane, bytes } = flight;
    const { account } = lane;
    lane.underWay -= 1;
    account.underWay -= 1;
    account.bytes -= bytes;
    this.#bytes -= bytes;
    if (this.#quick.delete(key)) account.quick -= 1;
    else if (this.#slow.delete(key) && account.underWay === account.quick) this.#slowAccounts -= 1;
    return flight;
  }

  /**
   * Attempts that may be added for an account now. Where slow ones crowd the process, those accounts wait that have
   * their share of them; the others are none the worse.
   */
  #freeOf(account: Account): number {
    if (account.bytes >= ACCOUNT_BYTES) return 0;
    const crowd = this.#limit * SLOW_SHARE;
    const slow = account.underWay - account.quick;
    if (this.underWay >= crowd && slow >= crowd / this.#slowAccounts) return 0;
    return Math.min(ACCOUNT_LIMIT - account.quick, crowd / 2 - account.underWay);
  }

  /** Attempts that may be added now. */
  #free(nowMs: number): number {
    for (const [key, flight] of this.#quick) {
      if (nowMs - flight.startedMs < SLOW_MS) break;
      const { account } = flight.lane;
      if (account.underWay === account.quick) this.#slowAccounts += 1;
      this.#quick.delete(key);
      account.quick -= 1;
      this.#slow.set(key, flight);
    }
    if (this.#bytes >= BYTES) return 0;
    return Math.min(this.#limit - this.#quick.size, this.#limit * SLOW_LIMIT - this.underWay);
  }
}

/** Whether a claim may ask for more of it: something is due, and not only a slot or two are free. */
function isOpen(lane: Lane, nowMs: number): boolean {
  const isRoomy = lane.underWay <= lane.window * 0.75 && lane.underWay < Math.floor(lane.window);
  return (lane.dueAtMs ?? 0) <= nowMs && isRoomy;
}

/** To the end of the row. */
function turn<Item>(row: Set<Item>, item: Item): void {
  row.delete(item);
  row.add(item);
}

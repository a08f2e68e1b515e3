import type { Claimed } from '../queue/claim.ts';
import { Lanes, type Result } from './lanes.ts';

/** As many attempts at once as a test has that does not ask for another limit. */
export const LIMIT = 400;
/** Longer than a webhook may be idle without being forgotten. */
export const IDLE_MS = 300_001;

/** The webhook that is meant where none is named. */
const FIRST = 'wh_1';

let made = 0;

/** Lanes on a clock of their own, and claims that find whatever `waiting` says. */
export function openLanes(limit = LIMIT) {
  let nowMs = 1_000;
  const lanes = new Lanes({ now: () => new Date(nowMs), monotonicMs: () => nowMs }, limit);
  const underWay = new Map<string, (Claimed | symbol)[]>();
  const begun = (endpointId: string, key: Claimed | symbol) => {
    const keys = underWay.get(endpointId) ?? [];
    keys.push(key);
    underWay.set(endpointId, keys);
  };
  /** Plans one claim and answers it: each webhook gives as many as wait, at most what it was asked for. */
  const claim = (waiting = endless(), meanwhile: () => void = () => undefined) => {
    const { open, gated } = lanes.plan();
    const rooms = [...open, ...gated];
    const newsBefore = lanes.news(rooms);
    const found = rooms.flatMap(({ endpointId, room }) => {
      const count = Math.min(room, waiting.get(endpointId) ?? 0);
      waiting.set(endpointId, (waiting.get(endpointId) ?? 0) - count);
      return Array.from({ length: count }, () => delivery(endpointId, account(endpointId)));
    });
    meanwhile();
    lanes.claimed(rooms, newsBefore, found);
    for (const claimed of found) begun(claimed.endpoint_id, claimed);
    return found.length;
  };
  const reserve = (endpointId = FIRST, accountId = account(endpointId)) => {
    const reservation = lanes.reserve(endpointId, accountId);
    if (reservation) begun(endpointId, reservation);
    return reservation;
  };
  /** Ends the attempts that began first. */
  const end = (result: Result, { count = 1, endpointId = FIRST, afterMs = 0 } = {}) => {
    nowMs += afterMs;
    return (underWay.get(endpointId) ?? []).splice(0, count).map((key) => lanes.ended(key, result));
  };
  const busy = (endpointId = FIRST) => underWay.get(endpointId)?.length ?? 0;
  /** Attempts that a webhook may have at once: as many as are claimed when there is no end of them. */
  const window = (endpointId = FIRST) => {
    lanes.heard(endpointId, account(endpointId));
    while (claim() > 0);
    return busy(endpointId);
  };
  const pass = (ms: number) => (nowMs += ms);
  return { lanes, claim, reserve, end, busy, window, pass, underWay };
}

/** Webhooks `wh_1`, `wh_1b` … belong to `acct_1`, and so on. */
export function account(endpointId: string): string {
  return `acct_${/\d+/.exec(endpointId)?.[0]}`;
}

function endless(): Map<string, number> {
  const waiting = new Map<string, number>();
  waiting.get = () => 1_000_000;
  return waiting;
}

export function delivery(endpointId: string, accountId: string, more: Partial<Claimed> = {}): Claimed {
  made += 1;
  return {
    delivery_id: `del_${made}`,
    delivery_day: '2026-01-01',
    account_id: accountId,
    endpoint_id: endpointId,
    event_day: '2026-01-01',
    event_id: `evt_${made}`,
    event_type: 'tag.created',
    worker_id: 1,
    variant: null,
    token: made,
    attempts_made: 0,
    failures: 0,
    last_error: null,
    interruptions: 0,
    late_ms: 0,
    wait_ms: 0,
    is_probe: false,
    ...more,
  };
}

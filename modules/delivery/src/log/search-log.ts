import { eventsWithValue, findEventIds } from '@tidings/event';
import type { Context } from '@tidings/kernel';
import type { Position } from './log-range.ts';
import type { DeliveryRow } from './present.ts';

/** A stretch of the log. */
export type Stretch = {
  rows: DeliveryRow[];
  /** There are fewer rows than were asked for because the looking ended here; more may lie before this place. */
  lookedUntil?: Position;
};

/** Deliveries that are looked through at a time, and how often for one answer: some 200 ms in all. */
const CHUNK = 1_000;
const CHUNKS = 10;
/** As many events can be asked for by their ids. */
const EVENTS = 1_000;

/** The log with the other filters: stretches of it, and what of it is about some events. */
type Log = {
  before: Position;
  rows: number;
  read: (before: Position, rows: number) => Promise<DeliveryRow[]>;
  ofEvents: (ids: string[]) => Promise<DeliveryRow[]>;
};

/**
 * The deliveries of events that have a value in one of their facets, newest first. The newest of the log are looked
 * through first: a value that many have is found among them. One that few have is found by its events. What many have,
 * but hardly any of this log, is looked for further back, and where that takes long the answer says how far it came.
 */
export async function searchLog(ctx: Context, q: string, log: Log): Promise<Stretch> {
  const found: DeliveryRow[] = [];
  let before = log.before;
  for (let chunks = 0; chunks < CHUNKS; chunks += 1) {
    const rows = await log.read(before, CHUNK);
    const isMeant = await eventsWithValue(ctx, q, rows.map(eventOf));
    found.push(...rows.filter((row) => isMeant(eventOf(row))));
    const last = rows.at(-1);
    if (found.length >= log.rows) return { rows: found.slice(0, log.rows) };
    if (!last || rows.length < CHUNK) return { rows: found };
    before = { day: last.day, id: last.id };
    const ids = chunks === 0 ? await findEventIds(ctx, q, EVENTS) : undefined;
    if (ids) return { rows: await log.ofEvents(ids) };
  }
  return { rows: found, lookedUntil: before };
}

function eventOf({ event_day: day, event_id: id }: DeliveryRow): { day: string; id: string } {
  return { day, id };
}

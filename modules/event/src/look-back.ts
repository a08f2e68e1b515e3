import { type Context, partitionDays, statement } from '@tidings/kernel';
import { HAPPENED_ON } from './walk-events.ts';
import { type EventFilter, HIGHEST, type LogPage, LogWalk, type Position, type Stretch } from './walk-log.ts';

const DAY_MS = 86_400_000;
/** An event happened at most a day after it was accepted (`refuseForged`); one more, for clocks that differ. */
const AHEAD_MS = 2 * DAY_MS;
const BEGIN = new Date(0);
const END = new Date('9999-12-31');
/** Beyond this no further day is asked whether it can be passed over. */
const PATIENCE_MS = 2_000;
const CANCELLED = '57014';

// Where old and new events lie side by side the index tells little, and a day of all accounts would be read.
const LIMIT = statement<never>('event.limit-look', "SET LOCAL statement_timeout = '500ms'");

/**
 * The account's events that the filter leaves, newest first. Days on which nothing of the time was accepted are passed
 * over. What hardly any event has is looked for as far as one answer may, and then the answer says how far it came.
 */
export async function lookBack(ctx: Context, page: LogPage): Promise<Stretch> {
  const { after, filter } = page;
  const walk = new LogWalk(ctx, page);
  const { rows } = walk;
  const answer = (lookedUntil: Position | undefined) => ({ rows, ...(lookedUntil && { lookedUntil }) });
  if (!filter.createdAfter && !filter.createdBefore) return answer(await walk.through(after));
  const untilMs = ctx.clock.monotonicMs() + PATIENCE_MS;
  for (const day of await daysOf(ctx, page)) {
    const before = { day, id: day === after.day ? after.id : HIGHEST };
    if (ctx.clock.monotonicMs() > untilMs) return answer(before);
    if (!(await mayHaveHappened(ctx, day, filter))) continue;
    const lookedUntil = await walk.through(before, { lowest: day });
    if (lookedUntil) return answer(lookedUntil);
    if (walk.isFull) break;
  }
  return answer(undefined);
}

/** The days on which such events may have been accepted, the last one first. */
async function daysOf(ctx: Context, { after, filter: { createdAfter } }: LogPage): Promise<string[]> {
  const days = await partitionDays(ctx.database, 'event.event');
  const firstMs = createdAfter ? createdAfter.getTime() - AHEAD_MS : -Infinity;
  return days.filter((day) => day <= after.day && Date.parse(day) + DAY_MS > firstMs).toReversed();
}

/** False where it is certain that nothing of this time was accepted on this day. */
async function mayHaveHappened(
  ctx: Context,
  day: string,
  { createdAfter, createdBefore }: EventFilter,
): Promise<boolean> {
  try {
    return await ctx.database.transaction(async (tx) => {
      await tx.query(LIMIT);
      const [row] = await tx.query(HAPPENED_ON, [day, createdAfter ?? BEGIN, createdBefore ?? END]);
      return row?.found ?? true;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === CANCELLED) return true;
    throw error;
  }
}

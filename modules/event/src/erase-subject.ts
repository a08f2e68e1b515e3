import { audit, type Context, partitionDays, type Sql, statement, tenantOf } from '@tidings/kernel';
import { type ErasedEvent, eventsErased, subjectErased } from './erased-hook.ts';
import { eraseValues } from './facets/erase-values.ts';
import { eraseAlone } from './facets/hold-erasures.ts';
import { isAbout, needleOf, type Subject } from './is-about.ts';
import type { Erased, Event } from './schema.ts';

/** Events that are looked at in one go: at 256 KiB each, what is in memory stays below 64 MiB. */
const PAGE = 250;

// Primary key (account_id, day, id): a stretch of one account's day.
export const PAGE_OF_DAY = statement<{ id: string; body: string | null }>(
  'event.page-of-day',
  `SELECT id, CASE WHEN strpos(lower(body COLLATE "C"), $4) > 0 THEN body END AS body
   FROM event.event
   WHERE account_id = $1 AND day = $2 AND id > $3
   ORDER BY id
   LIMIT ${PAGE}`,
);

// Primary key of event.event.
const REPLACE = statement<{ id: string }>(
  'event.replace-bodies',
  `UPDATE event.event AS e
   SET body = erased.body, is_erased = true, facets = NULL
   FROM unnest($3::text[], $4::text[]) AS erased (id, body)
   WHERE e.account_id = $1 AND e.day = $2 AND e.id = erased.id
   RETURNING e.id`,
);
// Primary key of event.rendering. A statement after the other: it sees what was kept of an event until that was marked.
const FORGET_RENDERINGS = statement<never>(
  'event.forget-renderings',
  'DELETE FROM event.rendering WHERE account_id = $1 AND day = $2 AND event_id = ANY ($3::text[])',
);

/**
 * Erases the data of every event of the account that is about one person, with what its deliveries kept of it;
 * deliveries that still wait are cancelled. The envelope stays, with `"data": {"erased": true}`. It works through
 * the log in short transactions: when it is interrupted, what it did is done, and running it again does the rest.
 * Events that are published meanwhile may be missed.
 * @returns how many events were erased, and how many deliveries they had.
 */
export async function eraseSubject(ctx: Context, subject: Subject): Promise<Erased> {
  const accountId = tenantOf(ctx);
  const done: Erased = { events: 0, deliveries: 0 };
  // Who it was is not kept: the log is for ever, and they asked to be forgotten.
  const trace = { type: 'erasure', id: ctx.requestId };
  const by = 'email' in subject ? 'email' : 'subject_id';
  await ctx.database.transaction((tx) =>
    audit(ctx, tx, { action: 'erasure.started', subject: trace, after: { by } }),
  );
  for (const day of await partitionDays(ctx.database, 'event.event')) {
    for await (const bodies of bodiesOf(ctx.database, { accountId, day, needle: needleOf(subject) })) {
      const events = bodies
        .map((body) => JSON.parse(body) as Event) // the envelope that we wrote
        .filter((event) => isAbout(event, subject));
      if (events.length === 0) continue;
      const erased = await ctx.database.transaction(async (tx) => {
        await eraseAlone(tx);
        const cleared = await erase(tx, { accountId, day, events });
        await eraseValues(ctx, tx, subject, events);
        return cleared;
      });
      done.events += erased.events;
      done.deliveries += erased.deliveries;
    }
  }
  await subjectErased.announce(ctx.database, accountId, {
    needle: needleOf(subject),
    isIn: (body) => isAbout(JSON.parse(body) as Event, subject), // an envelope that we wrote
  });
  await ctx.database.transaction((tx) =>
    audit(ctx, tx, { action: 'erasure.completed', subject: trace, after: done }),
  );
  ctx.log.info({ accountId, ...done }, 'A person’s data was erased');
  return done;
}

/** The bodies of one day that hold the needle, a page of the day at a time. */
async function* bodiesOf(
  sql: Sql,
  { accountId, day, needle }: { accountId: string; day: string; needle: string },
): AsyncGenerator<string[]> {
  let after = '';
  for (;;) {
    const page = await sql.query(PAGE_OF_DAY, [accountId, day, after, needle]);
    yield page.flatMap(({ body }) => body ?? []);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}

async function erase(
  tx: Sql,
  { accountId, day, events }: { accountId: string; day: string; events: Event[] },
): Promise<Erased> {
  const rows = await tx.query(REPLACE, [
    accountId,
    day,
    events.map(({ id }) => id),
    events.map((event) => JSON.stringify({ ...event, data: { erased: true } })),
  ]);
  await tx.query(FORGET_RENDERINGS, [accountId, day, events.map(({ id }) => id)]);
  const erased: ErasedEvent[] = rows.map(({ id }) => ({ accountId, day, id }));
  const cleared = await eventsErased.announce(tx, erased);
  return { events: erased.length, deliveries: cleared.reduce((sum, each) => sum + each, 0) };
}

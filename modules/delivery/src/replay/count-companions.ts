import { findAnySubscribers } from '@tidings/endpoint';
import type { EventPlace, WalkedEvent } from '@tidings/event';
import { type Config, type Logger, type Sql, statement, textArray } from '@tidings/kernel';
import type { PartKey } from './end-part.ts';
import { Tally } from './tally.ts';

// Primary key of delivery.replay_part. Those that another process is at count for themselves.
const LOCK = statement<{ endpoint_id: string }>(
  'delivery.lock-companions-of-part',
  `SELECT endpoint_id
   FROM delivery.replay_part
   WHERE replay_id = $1 AND endpoint_id <> $2 AND status = 'counting' AND after_day = $3::date AND after_id = $4
   FOR UPDATE SKIP LOCKED`,
);
// Primary key of delivery.replay_part.
const MOVE = statement<never>(
  'delivery.move-companions-of-part',
  `UPDATE delivery.replay_part AS p
   SET status = $4, total = p.total + counted.events, after_day = $5, after_id = $6, due_at = clock_timestamp(), failures = 0
   FROM unnest($2::text[], $3::int[]) AS counted (endpoint_id, events)
   WHERE p.replay_id = $1 AND p.endpoint_id = counted.endpoint_id`,
);

type Part = PartKey & { account_id: string; after_day: string; after_id: string };

/**
 * Counts a page of events, which was read for one part, for the others of the replay as well that are at the same place
 * and need nothing of an event but its type: with a thousand webhooks it would be read a thousand times.
 * @param counted the page, and what follows for a part that was at its beginning.
 */
export async function countCompanions(
  { config, log, tx }: { config: Config; log: Logger; tx: Sql },
  part: Part,
  counted: { events: WalkedEvent[]; status: 'counting' | 'running'; after: EventPlace },
): Promise<void> {
  const companions = await tx.query(LOCK, [part.replay_id, part.endpoint_id, part.after_day, part.after_id]);
  if (companions.length === 0) return;
  const ids = new Set(companions.map((row) => row.endpoint_id));
  const webhooks = await findAnySubscribers(
    tx,
    { config, log },
    { accountId: part.account_id, endpointId: null },
  );
  const unfiltered = webhooks.filter(({ id, isFiltered }) => ids.has(id) && !isFiltered);
  const tally = new Tally(counted.events);
  await tx.query(MOVE, [
    part.replay_id,
    textArray(unfiltered.map(({ id }) => id)),
    unfiltered.map((webhook) => tally.countFor(webhook)),
    counted.status,
    counted.after.day,
    counted.after.id,
  ]);
}

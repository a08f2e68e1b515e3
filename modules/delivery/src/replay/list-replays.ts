import { type Context, decodeCursor, pageFrom, statement, tenantOf } from '@tidings/kernel';
import type { Page } from '@tidings/kernel/schema';
import { PARTS_OF_REPLAY, presentReplay, REPLAY_COLUMNS, type ReplayRow } from './present-replay.ts';
import type { ListReplaysInput, Replay } from './replay-schema.ts';

// Index replay_by_account, backwards.
const LIST = statement<ReplayRow>(
  'delivery.list-replays',
  `SELECT ${REPLAY_COLUMNS}
   FROM (
     SELECT *
     FROM delivery.replay
     WHERE account_id = $1 AND ($2::text IS NULL OR id < $2)
     ORDER BY id DESC
     LIMIT $3
   ) AS r
   ${PARTS_OF_REPLAY}
   ORDER BY r.id DESC`,
);

/** The account's replays, newest first. */
export async function listReplays(ctx: Context, input: ListReplaysInput): Promise<Page<Replay>> {
  const list = `replays ${tenantOf(ctx)}`;
  const [before = null] = decodeCursor(list, input.cursor, 1) ?? [];
  const rows = await ctx.database.query(LIST, [tenantOf(ctx), before, input.limit + 1]);
  return pageFrom(rows, input.limit, { list, show: presentReplay, position: (row) => [row.id] });
}

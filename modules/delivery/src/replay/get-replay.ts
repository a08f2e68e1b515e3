import { type Context, notFound, type Sql, statement, tenantOf } from '@tidings/kernel';
import { outcomesOf } from './outcomes-of-replay.ts';
import { PARTS_OF_REPLAY, presentReplay, REPLAY_COLUMNS, type ReplayRow } from './present-replay.ts';
import type { Replay } from './replay-schema.ts';

// Primary key.
const GET = statement<ReplayRow>(
  'delivery.get-replay',
  `SELECT ${REPLAY_COLUMNS}
   FROM delivery.replay AS r
   ${PARTS_OF_REPLAY}
   WHERE r.id = $1 AND r.account_id = $2`,
);

/** How far a replay has come, and once it has ended what became of it. @throws {DomainError} `not_found`, also for another account's. */
export async function getReplay(
  ctx: Context,
  input: { id: string },
  sql: Sql = ctx.database,
): Promise<Replay> {
  const [row] = await sql.query(GET, [input.id, tenantOf(ctx)]);
  if (!row) throw notFound('This replay');
  const shown = presentReplay(row);
  return { ...shown, outcomes: await outcomesOf(sql, row, shown.done) };
}

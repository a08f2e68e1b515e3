import { audit, type Context, DomainError, newId, type Sql, statement, textArray } from '@tidings/kernel';
import { getReplay } from './get-replay.ts';
import type { Selection } from './open-replay.ts';
import { previewReplay } from './preview-replay.ts';
import { readSelection, refuseInactive, webhooksFor } from './read-selection.ts';
import type { CreateReplayInput, Replay, ReplayPreview } from './replay-schema.ts';

/** Replays of an account that are under way at once. */
export const OPEN_LIMIT = 10;

// Two that begin at once would both find room.
const LOCK = statement<never>(
  'delivery.lock-replays-of-account',
  "SELECT pg_advisory_xact_lock(hashtextextended('delivery.replay ' || $1, 0))",
);
// Index replay_part_open.
const COUNT_OPEN = statement<{ open: number }>(
  'delivery.count-open-replays',
  `SELECT count(DISTINCT replay_id) AS open
   FROM delivery.replay_part
   WHERE account_id = $1 AND status IN ('counting', 'running')`,
);
const INSERT = statement<never>(
  'delivery.insert-replay',
  `WITH parts AS (
     INSERT INTO delivery.replay_part (replay_id, endpoint_id, account_id)
     SELECT $1, endpoint_id, $2 FROM unnest($3::text[]) AS webhook (endpoint_id)
   )
   INSERT INTO delivery.replay
     (id, account_id, endpoint_id, created_after, created_before, types, outcome, created_by, status, finished_at)
   VALUES ($1, $2, $4, $5, $6, $7, $8, $9,
           CASE WHEN $10 THEN 'completed' ELSE 'open' END, CASE WHEN $10 THEN now() END)`,
);

/**
 * Sends events that happened between two times once more, to one webhook or to all that are active now; each as it
 * would get them if they happened now, under the same event id. Answers at once: workers count them, then make
 * deliveries, a few at a time. With `dry_run` it only counts.
 * @throws {DomainError} `invalid`; `not_found`; `conflict` while the webhook is paused or disabled, or when 10 replays
 * of the account are under way.
 */
export async function createReplay(ctx: Context, input: CreateReplayInput): Promise<Replay | ReplayPreview> {
  const selection = readSelection(ctx, input);
  const webhooks = await webhooksFor(ctx, input.webhook_id);
  if (input.dry_run) return previewReplay(ctx, selection, webhooks);
  refuseInactive(webhooks);
  return ctx.database.transaction(async (tx) => {
    await refuseTooMany(tx, selection);
    const id = newId('rpl');
    const { type, id: by, name } = ctx.actor;
    await tx.query(INSERT, [
      id,
      selection.accountId,
      textArray(webhooks.map((webhook) => webhook.id)),
      input.webhook_id ?? null,
      selection.createdAfter,
      selection.createdBefore,
      selection.types,
      selection.only,
      { type, id: by, name },
      webhooks.length === 0,
    ]);
    const { dry_run: _, ...wanted } = input;
    await audit(ctx, tx, { action: 'replay.created', subject: { type: 'replay', id }, after: wanted });
    return getReplay(ctx, { id }, tx);
  });
}

async function refuseTooMany(tx: Sql, { accountId }: Selection): Promise<void> {
  await tx.query(LOCK, [accountId]);
  const [row] = await tx.query(COUNT_OPEN, [accountId]);
  if ((row?.open ?? 0) < OPEN_LIMIT) return;
  throw new DomainError(
    'conflict',
    `${OPEN_LIMIT} replays are under way already. Wait until one has ended, or cancel one.`,
  );
}

import type { Context } from '@tidings/kernel';
import type { Selection } from './open-replay.ts';
import type { Replay } from './replay-schema.ts';

export type ReplayRow = {
  id: string;
  endpoint_id: string | null;
  created_after: Date;
  created_before: Date;
  types: string[] | null;
  outcome: Selection['only'];
  status: 'open' | 'completed' | 'cancelled' | 'failed';
  created_by: Pick<Context['actor'], 'type' | 'id' | 'name'>;
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
  total: number;
  made: number;
  /** Made, and waiting for their first attempt or being attempted. */
  outstanding: number;
  is_counting: boolean;
  waiting_for: string[] | null;
  error: string | null;
};

/**
 * Columns of {@link ReplayRow}, of the replay with the alias `r`. Its parts by their primary key, what is outstanding
 * by index queue_of_replay; of that there is little.
 */
export const REPLAY_COLUMNS = `r.id, r.endpoint_id, r.created_after, r.created_before, r.types, r.outcome, r.status, r.created_by,
     r.created_at, r.updated_at, r.finished_at, parts.total, parts.made, parts.is_counting, parts.waiting_for, parts.error,
     (SELECT count(*) FROM delivery.queue AS q WHERE q.replay_id = r.id AND q.attempts_made = 0) AS outstanding`;
export const PARTS_OF_REPLAY = `CROSS JOIN LATERAL (
     SELECT coalesce(sum(p.total), 0)::int8 AS total, coalesce(sum(p.made), 0)::int8 AS made,
            coalesce(bool_or(p.status = 'counting'), false) AS is_counting,
            (array_agg(p.endpoint_id ORDER BY p.endpoint_id)
              FILTER (WHERE p.is_waiting AND p.status IN ('counting', 'running')))[:100] AS waiting_for,
            min(p.error) AS error
     FROM delivery.replay_part AS p
     WHERE p.replay_id = r.id
   ) AS parts`;

/** Without what became of it, which is asked for apart. */
export function presentReplay(row: ReplayRow): Replay {
  return {
    id: row.id,
    status: row.status !== 'open' ? row.status : row.is_counting ? 'counting' : 'running',
    created_after: row.created_after.toISOString(),
    created_before: row.created_before.toISOString(),
    types: row.types,
    webhook_id: row.endpoint_id,
    only_failed: row.outcome === 'failed',
    only_missed: row.outcome === 'missed',
    total: row.total,
    done: Math.max(0, row.made - row.outstanding),
    waiting_for: row.waiting_for ?? [],
    error: row.error,
    outcomes: null,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

import { type FilterQuery, raw } from '@mikro-orm/core';
import type { Context } from '@tidings/kernel';
import type { z } from 'zod';
import type { Endpoint } from './endpoint.entity.ts';
import { IDLE_AFTER_HOURS } from './health.ts';
import type { Webhook, webhookBadge } from './schema.ts';

const FAILING = 'activity.is_failing';
const RECENT = `activity.last_attempt_at > ?::timestamptz - interval '${IDLE_AFTER_HOURS} hours'`;

/**
 * Which webhooks are of a health, as `healthOf` says it, for a query of the account's: a look-up for each, and no ids
 * leave the database. One of which there is no activity is idle.
 */
export function ofHealth(
  { clock }: Pick<Context, 'clock'>,
  health: Webhook['health'],
): FilterQuery<Endpoint> {
  const now = clock.now().toISOString();
  switch (health) {
    case 'failing':
      return { $or: [{ status: 'disabled' }, { [activity(true, FAILING)]: [] }] };
    case 'healthy':
      return { status: { $ne: 'disabled' }, [activity(true, `NOT ${FAILING} AND ${RECENT}`, [now])]: [] };
    case 'idle':
      return { status: { $ne: 'disabled' }, [activity(false, `(${FAILING} OR ${RECENT})`, [now])]: [] };
    default:
      return health satisfies never;
  }
}

// Primary key of endpoint.activity.
function activity(exists: boolean, such: string, values: string[] = []) {
  return raw(
    (alias) =>
      `${exists ? '' : 'NOT '}EXISTS (SELECT FROM endpoint.activity WHERE activity.endpoint_id = ${alias}.id AND ${such})`,
    values,
  );
}

/** Which webhooks bear a badge, likewise. */
export function ofBadge(badge: z.output<typeof webhookBadge>): FilterQuery<Endpoint> {
  switch (badge) {
    case 'active':
      return { status: 'active', [activity(false, FAILING)]: [] };
    case 'failing':
      return { status: 'active', [activity(true, FAILING)]: [] };
    case 'paused':
      return { status: 'paused' };
    case 'inactive':
      return { status: 'disabled' };
    default:
      return badge satisfies never;
  }
}

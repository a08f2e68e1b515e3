import type { Replay } from '@tidings/delivery/schema';

import { mockId } from '../mocks/ids.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** One that has run for a minute, to all webhooks, but for what is changed of it. */
export function aReplay(changed: Partial<Replay> = {}): Replay {
  return {
    id: mockId('rpl'),
    status: 'running',
    created_after: daysAgo(3),
    created_before: daysAgo(1),
    types: null,
    webhook_id: null,
    only_failed: false,
    only_missed: false,
    total: 12_204,
    done: 1_204,
    waiting_for: [],
    error: null,
    outcomes: null,
    created_by: { type: 'user', id: 'usr_1', name: 'Ada Moreau' },
    created_at: new Date(Date.now() - 60_000).toISOString(),
    updated_at: new Date().toISOString(),
    finished_at: null,
    ...changed,
  };
}

import { webhookBadge, type Webhook } from '@tidings/endpoint/schema';
import type { z } from 'zod';

export const BADGES = webhookBadge.options;
export type BadgeName = z.output<typeof webhookBadge>;

export const BADGE_WORDS: Record<BadgeName, string> = {
  active: 'Active',
  failing: 'Failing',
  paused: 'Paused',
  inactive: 'Inactive',
};

/** What people see of status and health together: the same as the API filters by. */
export function badgeName({ status, health }: Pick<Webhook, 'status' | 'health'>): BadgeName {
  switch (status) {
    case 'disabled':
      return 'inactive';
    case 'paused':
      return 'paused';
    case 'active':
      return health === 'failing' ? 'failing' : 'active';
  }
}

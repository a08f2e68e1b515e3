import type { Webhook } from '@tidings/endpoint/schema';

// As the API has them, whose schema would bring all schemas into the first page.
export const BADGES = ['active', 'paused', 'failing', 'inactive'] as const;
export type BadgeName = (typeof BADGES)[number];

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

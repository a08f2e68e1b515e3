import type { Creator } from '@tidings/kernel/schema';

import { isolated } from '../../format/isolated.ts';

const SUFFIX: Record<Creator['type'], string> = { user: '', app: ' (app)', service: ' (service)' };

/** "Ada Moreau", "Fetchbase (app)": who made something, as tables say it. */
export function makerWords({ name, type }: Creator): string {
  return isolated(name) + SUFFIX[type];
}

import { useQuery } from '@tanstack/react-query';

import { count } from '../../format/number.ts';
import { overviewQuery } from './overview-query.ts';

/** How many webhooks there are; null until it is known. */
export function useWebhookCount(): string | null {
  const { data } = useQuery(overviewQuery());
  if (!data) return null;
  const { active, failing, paused, inactive } = data.webhooks;
  return count(active + failing + paused + inactive);
}

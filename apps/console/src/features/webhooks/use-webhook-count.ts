import { count } from '../../format/number.ts';
import { useOverview } from './use-overview.ts';

/** How many webhooks there are, as the numbers of the account have it; null until it is known. */
export function useWebhookCount(): string | null {
  const { data } = useOverview();
  if (!data) return null;
  const { active, failing, paused, inactive } = data.webhooks;
  return count(active + failing + paused + inactive);
}

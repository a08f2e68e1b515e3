import { useAllWebhooks } from '../webhooks/use-all-webhooks.ts';

/** What to say where nothing is found: not that there is none, as long as the webhooks are not read. */
export function useNothingWords(): string {
  const { isLoading, isLoadingError } = useAllWebhooks();
  if (isLoading) return 'Looking…';
  return isLoadingError ? 'The webhooks could not be loaded.' : 'Nothing has this in its name.';
}

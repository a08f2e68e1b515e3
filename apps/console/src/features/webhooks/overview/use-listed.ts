import { useEventTypes } from '../../catalog/use-event-types.ts';
import { useAllWebhooks } from '../use-all-webhooks.ts';
import { useWebhookActivity, type WebhookActivity } from '../use-webhook-activity.ts';
import { inOrder, narrow } from './narrow.ts';
import { useSparklines, type Pulses } from './use-sparklines.ts';
import type { WebhooksSearch } from './webhooks-search.ts';

/** What rows and cards show of webhooks beside their configuration; undefined while it loads. */
export interface Doings {
  activity: ReadonlyMap<string, WebhookActivity> | undefined;
  pulses: Pulses | undefined;
}

/** The account's webhooks, and those that the search leaves, in its order. */
export function useListed(search: WebhooksSearch) {
  const webhooks = useAllWebhooks();
  const pulses = useSparklines().data;
  const activity = useWebhookActivity().data;
  const catalog = useEventTypes();
  const types = catalog.data?.data;
  const all = webhooks.data ?? null;
  const volumeOf = (id: string) => pulses?.of(id).total ?? 0;
  const left = all && narrow(all, search, types);
  const rows = left && inOrder(left, search.sort, volumeOf);
  const doings: Doings = { activity, pulses };
  return {
    all,
    rows,
    types: types ?? [],
    doings,
    error: webhooks.error,
    retry: () => void webhooks.refetch(),
    /** Why what the filters ask for is not known, where it matters. */
    catalogError: all && !left ? catalog.error : null,
    retryCatalog: () => void catalog.refetch(),
  };
}

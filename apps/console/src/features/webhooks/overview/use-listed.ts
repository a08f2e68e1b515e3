import { useEventTypes } from '../../catalog/use-event-types.ts';
import { useAllWebhooks } from '../use-all-webhooks.ts';
import { useWebhookActivity, type WebhookActivity } from '../use-webhook-activity.ts';
import { inOrder, narrow } from './narrow.ts';
import type { Pulses } from './use-sparklines.ts';
import { useVolumes } from './use-volumes.ts';
import type { WebhooksSearch } from './webhooks-search.ts';

/** What rows and cards show of webhooks beside their configuration: undefined while it loads, null if it cannot be read. */
export interface Doings {
  activity: ReadonlyMap<string, WebhookActivity> | null | undefined;
  pulses: Pulses | null | undefined;
}

/** What a query has read: undefined while it loads, null if it failed. */
export function readOf<Data>({ data, error }: { data: Data | undefined; error: unknown }) {
  return data ?? (error ? null : undefined);
}

/** The account's webhooks, and those that the search leaves, in its order. */
export function useListed(search: WebhooksSearch) {
  const webhooks = useAllWebhooks();
  const isByVolume = search.sort === 'volume';
  const volumes = useVolumes(isByVolume);
  const activity = useWebhookActivity();
  const catalog = useEventTypes();
  const types = catalog.data?.data;
  const all = webhooks.data ?? null;
  const volumeOf = (id: string) => volumes.data?.get(id) ?? 0;
  const left = all && narrow(all, search, types);
  // Without an order yet, nothing is shown that would jump; without one at all, the newest come first.
  const isOrdered = !isByVolume || !volumes.isPending;
  const rows = left && isOrdered ? inOrder(left, search.sort, volumeOf) : null;
  return {
    all,
    rows,
    types: types ?? [],
    error: webhooks.error,
    retry: () => webhooks.refetch(),
    /** Why what the filters ask for is not known, where it matters. */
    catalogError: all && !left ? catalog.error : null,
    /** What rows and filters may have to do without. */
    catalog,
    volumes,
    activity,
  };
}

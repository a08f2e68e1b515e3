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
  const unread = [volumes, activity].filter((query) => readOf<unknown>(query) === null);
  const hasNoTypes = readOf(catalog) === null;
  return {
    all,
    rows,
    types: types ?? [],
    activity: readOf(activity),
    error: webhooks.error,
    retry: () => void webhooks.refetch(),
    /** Why what the filters ask for is not known, where it matters. */
    catalogError: all && !left ? catalog.error : null,
    retryCatalog: () => void catalog.refetch(),
    /** What rows and filters lack because it could not be read. */
    hasUnread: unread.length > 0,
    hasNoTypes,
    retryUnread: () => {
      for (const query of unread) void query.refetch();
      if (hasNoTypes) void catalog.refetch();
    },
  };
}

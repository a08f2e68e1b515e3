import { useQuery } from '@tanstack/react-query';

import { eventTypesQuery } from './event-types-query.ts';

/** Where there is nothing to filter by for want of the catalog. */
export const NO_TYPES_TO_FILTER_BY = 'The event types to filter by could not be loaded.';

/** The catalog: every event type with its schema and example. */
export function useEventTypes() {
  return useQuery(eventTypesQuery);
}

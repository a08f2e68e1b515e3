import { useQuery } from '@tanstack/react-query';

import { eventTypesQuery } from './event-types-query.ts';

/** The catalog: every event type with its schema and example. */
export function useEventTypes() {
  return useQuery(eventTypesQuery);
}

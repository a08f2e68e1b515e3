import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

import { pastEventsQuery, type Wanted } from './past-events-query.ts';

export function usePastEvents(wanted: Wanted) {
  return useInfiniteQuery({ ...pastEventsQuery(wanted), placeholderData: keepPreviousData });
}

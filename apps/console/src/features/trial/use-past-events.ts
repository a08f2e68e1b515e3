import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { pastEventsQuery, type Wanted } from './past-events-query.ts';

export function usePastEvents(wanted: Wanted) {
  return useQuery({ ...pastEventsQuery(wanted), placeholderData: keepPreviousData });
}

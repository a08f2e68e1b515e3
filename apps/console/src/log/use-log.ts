import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';

import { refreshEvery, refreshUnlessTold } from '../api/refresh.ts';
import { logQuery, readOlder, type LogSource } from './log-query.ts';
import type { LogRow } from './log.ts';

/** Reads a log, again every `refreshMs` for as long as that is not null, and on downwards when asked. */
export function useLog<Row extends LogRow>(source: LogSource<Row>, refreshMs: number | null) {
  const log = useQuery({
    ...logQuery(source),
    placeholderData: keepPreviousData,
    refetchInterval:
      refreshMs === null ? false : (source.isTold ? refreshUnlessTold : refreshEvery)(refreshMs),
  });
  const older = useMutation({
    // What could not be loaded of one log says nothing of another.
    mutationKey: source.key,
    mutationFn: (cursor: string) => readOlder(source, cursor),
  });
  return { log, older };
}

import { useState } from 'react';

import { holdRows, logName, type LogSource } from './log-query.ts';
import { shownOf, withLinked, type LogRow } from './log.ts';
import { useHeldLog } from './use-held-log.ts';
import { useLog } from './use-log.ts';
import { useReading } from './use-reading.ts';

interface Watching<Row> {
  /** Whether a row is open: nothing moves then. */
  hasOpen: boolean;
  /** The row that is open, where it is known: it stands in the log also when the filters leave it out. */
  open: Row | undefined;
  refreshMs: number;
}

/** A log that follows what happens, unless somebody is in the middle of its rows or has stopped it. */
export function useLiveLog<Row extends LogRow>(source: LogSource<Row>, watching: Watching<Row>) {
  const [live, setLive] = useState(true);
  const { log, older } = useLog(source, live ? watching.refreshMs : null);
  const { reading, area, toTop } = useReading();
  const shown = log.data && shownOf(log.data);
  const name = logName(source);
  const hasRows = shown !== undefined && shown.rows.length > 0 && !log.isPlaceholderData;
  useHeldLog(name, hasRows && (watching.hasOpen || reading));
  const rows = shown && withLinked(shown.rows, watching.open, shown.nextCursor === null);

  const showWaiting = () => {
    holdRows(name);
    toTop();
  };
  return { log, older, shown, rows, live, setLive, area, showWaiting };
}

export type LiveLog<Row extends LogRow> = ReturnType<typeof useLiveLog<Row>>;

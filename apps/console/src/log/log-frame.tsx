import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { LiveArea } from './live-area.tsx';
import { LoadOlder } from './load-older.tsx';
import type { LogRow } from './log.ts';
import type { LiveLog } from './use-live-log.ts';

interface LogFrameProps<Row extends LogRow> {
  view: LiveLog<Row>;
  /** What one row is, and what several are. */
  nouns: readonly [string, string];
  /** What goes on when the log cannot be read. */
  meanwhile: string;
  /** What stands here when there are no rows. */
  empty: ReactNode;
  /** The table; its rows are null while they load. They are whole where there are no older ones. */
  children: (rows: Row[] | null, isWhole: boolean) => ReactNode;
}

/** A log with all that is around its rows: what waits above them, why there are none, and the way on downwards. */
export function LogFrame<Row extends LogRow>({
  view,
  nouns,
  meanwhile,
  empty,
  children,
}: LogFrameProps<Row>) {
  const { log, older, shown, rows } = view;
  const nextCursor = shown?.nextCursor;
  return (
    <>
      <LiveArea
        area={view.area}
        waiting={shown?.waiting ?? 0}
        orMore={shown?.moreWait ?? false}
        nouns={nouns}
        onShow={view.showWaiting}
      >
        {log.error && !rows ? (
          <ErrorNotice
            error={log.error}
            doing={`load the ${nouns[1]}`}
            meanwhile={meanwhile}
            onRetry={() => log.refetch()}
          />
        ) : rows?.length === 0 ? (
          nextCursor ? (
            <EmptyState title={`No ${nouns[0]} found yet`}>
              None of the newest has all that the filters ask for. Older ones are looked through next.
            </EmptyState>
          ) : (
            empty
          )
        ) : (
          children(rows ?? null, nextCursor === null)
        )}
      </LiveArea>
      {older.error && (
        <Group mt="md">
          <ErrorNotice
            error={older.error}
            doing={`load older ${nouns[1]}`}
            kept="Those above are still here."
          />
        </Group>
      )}
      {nextCursor && (
        <LoadOlder
          cursor={nextCursor}
          older={older}
          isShown={!log.isPlaceholderData}
          label={rows?.length === 0 ? 'Look further' : 'Load older'}
        />
      )}
    </>
  );
}

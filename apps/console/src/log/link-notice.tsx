import { Button } from '@mantine/core';

import { isNotFound } from '../api/failure.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Mono } from '../ui/mono.tsx';
import { Notice } from '../ui/notice.tsx';
import classes from './link-notice.module.css';
import type { LogRow } from './log.ts';

interface LinkNoticeProps {
  /** What the link is about, if it is about a row. */
  id: string | undefined;
  open: { data: unknown; error: unknown; refetch: () => unknown };
  /** The log as it is shown; undefined until it is known. */
  rows: readonly LogRow[] | undefined;
  /** What one row is, and what several are. */
  nouns: readonly [string, string];
  onClose: () => void;
}

/** Says that the row of a link is not there, or could not be read. A row that stands in the log says so itself. */
export function LinkNotice({ id, open, rows, nouns: [noun, several], onClose }: LinkNoticeProps) {
  if (id === undefined || open.data !== undefined || !open.error) return null;
  if (rows?.some((row) => row.id === id)) return null;
  const close = (
    <Button variant="default" onClick={onClose}>
      Close
    </Button>
  );
  return (
    <div className={classes.place}>
      {isNotFound(open.error) ? (
        <Notice tone="warning" action={close}>
          There is no {noun} <Mono>{id}</Mono>. Either the link is wrong, or the {noun} has been kept for as
          long as {several} are.
        </Notice>
      ) : (
        <ErrorNotice
          error={open.error}
          doing={`load the ${noun} of the link`}
          meanwhile="Nothing happened to it."
          onRetry={() => open.refetch()}
        >
          {close}
        </ErrorNotice>
      )}
    </div>
  );
}

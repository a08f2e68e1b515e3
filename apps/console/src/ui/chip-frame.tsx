import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import classes from './filter-chip.module.css';

interface ChipFrameProps {
  label: string;
  /** Takes the filter back; nothing where it is not set. */
  onClear: (() => void) | undefined;
  children: ReactNode;
}

/** What each filter stands in: dashed when empty, filled and with a way back when set. */
export function ChipFrame({ label, onClear, children }: ChipFrameProps) {
  return (
    <span className={classes.chip} data-set={onClear !== undefined || undefined}>
      {children}
      {onClear && (
        <button
          type="button"
          className={classes.clear}
          aria-label={`Clear ${label.toLowerCase()} filter`}
          onClick={onClear}
        >
          <IconX size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}

interface ChipWordsProps {
  label: string;
  /** What the filter is set to, if it is. */
  chosen: string | undefined;
}

/** A filter's name and what it is set to. Where there is no room for both, the name goes first. */
export function ChipWords({ label, chosen }: ChipWordsProps) {
  if (chosen === undefined) return label;
  return (
    <>
      <span className={classes.name}>{label}: </span>
      <span className={classes.chosen}>{chosen}</span>
    </>
  );
}

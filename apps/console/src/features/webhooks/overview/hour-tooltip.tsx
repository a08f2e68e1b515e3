import { Tooltip } from '@mantine/core';
import type { RefObject } from 'react';

interface HourTooltipProps {
  /** Beside what it stands. */
  target: RefObject<HTMLElement | null>;
  when: string;
  numbers: string;
}

/** The numbers of one hour, for the eye: the slider says them itself, and not twice. */
export function HourTooltip({ target, when, numbers }: HourTooltipProps) {
  return (
    <Tooltip
      aria-hidden
      opened
      target={target}
      label={
        <>
          {when}
          <br />
          Attempts: {numbers}
        </>
      }
    />
  );
}

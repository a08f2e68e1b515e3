import { Tooltip } from '@mantine/core';
import type { RefObject } from 'react';

interface HourTooltipProps {
  /** Beside what it stands. */
  target: RefObject<HTMLElement | null>;
  when: string;
  numbers: string;
}

/** The numbers of one hour. */
export function HourTooltip({ target, when, numbers }: HourTooltipProps) {
  return (
    <Tooltip
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

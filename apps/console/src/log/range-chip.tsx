import { Popover } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';

import chip from '../ui/filter-chip.module.css';
import { RangeForm } from './range-form.tsx';
import { rangeWords, type Range } from './range.ts';

const ANY_TIME: Range = { within: undefined, after: undefined, before: undefined };

export function RangeChip({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
  const [opened, setOpened] = useState(false);
  const words = rangeWords(range);
  const choose = (chosen: Partial<Range>) => {
    onRange({ ...ANY_TIME, ...chosen });
    setOpened(false);
  };
  return (
    <span className={chip.chip} data-set={words !== null || undefined}>
      <Popover position="bottom-start" opened={opened} onChange={setOpened} trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={chip.open} onClick={() => setOpened(!opened)}>
            {words ?? 'Date range'}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={chip.choices} aria-label="Date range">
          <RangeForm range={range} onChoose={choose} />
        </Popover.Dropdown>
      </Popover>
      {words !== null && (
        <button
          type="button"
          className={chip.clear}
          aria-label="Clear date range filter"
          onClick={() => choose({})}
        >
          <IconX size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}

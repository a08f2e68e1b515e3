import { Popover } from '@mantine/core';
import { useState } from 'react';

import { ChipFrame } from '../ui/chip-frame.tsx';
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
    <ChipFrame label="Date range" onClear={words === null ? undefined : () => choose({})}>
      <Popover position="bottom-start" opened={opened} onChange={setOpened} trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={chip.open} onClick={() => setOpened(!opened)}>
            {words === null ? 'Date range' : <span className={chip.chosen}>{words}</span>}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={chip.choices} aria-label="Date range">
          <RangeForm range={range} onChoose={choose} />
        </Popover.Dropdown>
      </Popover>
    </ChipFrame>
  );
}

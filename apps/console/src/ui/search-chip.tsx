import { Popover } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';

import { ChipFrame, ChipWords } from './chip-frame.tsx';
import type { Choice } from './choice-chip.tsx';
import classes from './filter-chip.module.css';
import { LateFocus } from './late-focus.tsx';

interface SearchChipProps {
  label: string;
  value: string | undefined;
  /** Codes, or values with what people call them. */
  options: readonly string[] | readonly Choice<string>[];
  onChange: (value: string | undefined) => void;
  /** Whether something that was typed, and is no option, can be taken as well. */
  accepts?: (typed: string) => boolean;
}

const load = () => import('./search-list.tsx');
// Most filters are never opened; whoever comes near one is about to.
const SearchList = lazy(async () => ({ default: (await load()).SearchList }));

const nothing = () => false;

/** A filter that takes one of many names: dashed when empty, filled when set. */
export function SearchChip({ label, value, options, onChange, accepts = nothing }: SearchChipProps) {
  const [opened, setOpened] = useState(false);
  const choices = options.map((option) =>
    typeof option === 'string' ? { value: option, label: option } : option,
  );
  const chosen = choices.find((choice) => choice.value === value)?.label ?? value;
  const choose = (option: string) => {
    onChange(option === value ? undefined : option);
    setOpened(false);
  };
  return (
    <ChipFrame label={label} onClear={value === undefined ? undefined : () => onChange(undefined)}>
      <Popover position="bottom-start" opened={opened} onChange={setOpened} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.open}
            title={chosen && `${label}: ${chosen}`}
            onPointerEnter={() => void load()}
            onFocus={() => void load()}
            onClick={() => setOpened(!opened)}
          >
            <ChipWords label={label} chosen={chosen} />
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.choices} aria-label={label}>
          <Suspense>
            <SearchList label={label} value={value} choices={choices} onChoose={choose} accepts={accepts} />
            <LateFocus />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </ChipFrame>
  );
}

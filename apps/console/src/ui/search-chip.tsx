import { Popover } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';

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
  const words = value === undefined ? label : `${label}: ${chosen}`;
  const choose = (option: string) => {
    onChange(option === value ? undefined : option);
    setOpened(false);
  };
  return (
    <span className={classes.chip} data-set={value !== undefined || undefined}>
      <Popover position="bottom-start" opened={opened} onChange={setOpened} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.open}
            title={value === undefined ? undefined : words}
            onPointerEnter={() => void load()}
            onFocus={() => void load()}
            onClick={() => setOpened(!opened)}
          >
            {words}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.choices} aria-label={label}>
          <Suspense>
            <SearchList label={label} value={value} choices={choices} onChoose={choose} accepts={accepts} />
            <LateFocus />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      {value !== undefined && (
        <button
          type="button"
          className={classes.clear}
          aria-label={`Clear ${label.toLowerCase()} filter`}
          onClick={() => onChange(undefined)}
        >
          <IconX size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}

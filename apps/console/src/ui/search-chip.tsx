import { Popover, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';

import classes from './filter-chip.module.css';

interface SearchChipProps {
  label: string;
  value: string | undefined;
  options: readonly string[];
  onChange: (value: string | undefined) => void;
}

/** A filter that takes one of many names: dashed when empty, filled when set. */
export function SearchChip({ label, value, options, onChange }: SearchChipProps) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const shown = options.filter((option) => option.toLowerCase().includes(typed.trim().toLowerCase()));
  const open = (next: boolean) => {
    setOpened(next);
    setTyped('');
  };
  const choose = (option: string) => {
    onChange(option === value ? undefined : option);
    open(false);
  };
  return (
    <span className={classes.chip} data-set={value !== undefined || undefined}>
      <Popover position="bottom-start" opened={opened} onChange={open} trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={classes.open} onClick={() => open(!opened)}>
            {value === undefined ? label : `${label}: ${value}`}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.choices} aria-label={label}>
          <TextInput
            type="search"
            size="xs"
            mb={6}
            aria-label={`Search ${label.toLowerCase()}`}
            placeholder="Search"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && shown.length === 1) shown.forEach(choose);
            }}
          />
          <div className={classes.options} role="group" aria-label={label}>
            {shown.map((option) => (
              <button
                key={option}
                type="button"
                className={`${classes.option} ${classes.mono}`}
                aria-pressed={option === value}
                onClick={() => choose(option)}
              >
                {option}
                {option === value && <IconCheck size={14} aria-hidden />}
              </button>
            ))}
            {shown.length === 0 && <p className={classes.nothing}>Nothing has this in its name.</p>}
          </div>
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

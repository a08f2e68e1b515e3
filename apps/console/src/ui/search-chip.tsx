import { Popover, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';

import type { Choice } from './choice-chip.tsx';
import classes from './filter-chip.module.css';

interface SearchChipProps {
  label: string;
  value: string | undefined;
  /** Codes, or values with what people call them. */
  options: readonly string[] | readonly Choice<string>[];
  onChange: (value: string | undefined) => void;
  /** Whether something that was typed, and is no option, can be taken as well. */
  accepts?: (typed: string) => boolean;
}

const nothing = () => false;

/** A filter that takes one of many names: dashed when empty, filled when set. */
export function SearchChip({ label, value, options, onChange, accepts = nothing }: SearchChipProps) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const sought = typed.trim();
  const choices = options.map((option) =>
    typeof option === 'string' ? { value: option, label: option } : option,
  );
  const found = choices.filter(({ label: name }) => name.toLowerCase().includes(sought.toLowerCase()));
  const isNew = sought !== '' && accepts(sought) && !choices.some((choice) => choice.value === sought);
  const shown = isNew ? [...found, { value: sought, label: sought }] : found;
  const chosen = choices.find((choice) => choice.value === value)?.label ?? value;
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
            {value === undefined ? label : `${label}: ${chosen}`}
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
              if (event.key !== 'Enter') return;
              const [only, ...others] = found;
              if (only && others.length === 0) choose(only.value);
              else if (isNew) choose(sought);
            }}
          />
          <div className={classes.options} role="group" aria-label={label}>
            {shown.map((option) => (
              <button
                key={option.value}
                type="button"
                className={`${classes.option} ${option.label === option.value ? classes.mono : ''}`}
                aria-pressed={option.value === value}
                onClick={() => choose(option.value)}
              >
                {option.label}
                {option.value === value && <IconCheck size={14} aria-hidden />}
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

import { Checkbox, Popover, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';

import classes from './filter-chip.module.css';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface ChoiceChipProps<Value extends string> {
  label: string;
  values: readonly Value[];
  options: readonly Choice<Value>[];
  onChange: (values: Value[]) => void;
  searchable?: boolean;
  mono?: boolean;
}

const NAMED_MOST = 2;

function summary(labels: string[]): string {
  const rest = labels.length - NAMED_MOST;
  return labels.slice(0, NAMED_MOST).join(', ') + (rest > 0 ? ` +${rest}` : '');
}

/** A filter that takes several values: dashed when empty, filled when set. */
export function ChoiceChip<Value extends string>(props: ChoiceChipProps<Value>) {
  const { label, values, options, onChange, searchable, mono } = props;
  const [typed, setTyped] = useState('');
  const chosen = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const shown = options.filter((option) => option.label.toLowerCase().includes(typed.trim().toLowerCase()));
  const set = values.length > 0;
  return (
    <span className={classes.chip} data-set={set || undefined}>
      <Popover position="bottom-start" trapFocus returnFocus onClose={() => setTyped('')}>
        <Popover.Target>
          <button type="button" className={classes.open}>
            {set ? `${label}: ${summary(chosen)}` : label}
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.choices} aria-label={label}>
          {searchable && (
            <TextInput
              type="search"
              size="xs"
              mb={6}
              aria-label={`Search ${label.toLowerCase()}`}
              placeholder="Search"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <div className={classes.options} role="group" aria-label={label}>
            {shown.map(({ value, label: name }) => (
              <Checkbox
                key={value}
                size="xs"
                label={name}
                classNames={{ root: classes.choice, label: mono ? classes.mono : undefined }}
                checked={values.includes(value)}
                onChange={(event) =>
                  onChange(
                    event.currentTarget.checked
                      ? [...values, value]
                      : values.filter((each) => each !== value),
                  )
                }
              />
            ))}
            {shown.length === 0 && <p className={classes.nothing}>Nothing has this in its name.</p>}
          </div>
        </Popover.Dropdown>
      </Popover>
      {set && (
        <button
          type="button"
          className={classes.clear}
          aria-label={`Clear ${label.toLowerCase()} filter`}
          onClick={() => onChange([])}
        >
          <IconX size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}

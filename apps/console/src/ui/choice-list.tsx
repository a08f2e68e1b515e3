import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { Choice } from './choice-chip.tsx';
import classes from './filter-chip.module.css';

interface ChoiceListProps {
  label: string;
  values: readonly string[];
  options: readonly Choice<string>[];
  onTick: (value: string) => void;
  searchable: boolean | undefined;
  mono: boolean | undefined;
}

/** The values of a filter to tick, and a search among them where there are many. */
export function ChoiceList({ label, values, options, onTick, searchable, mono }: ChoiceListProps) {
  const [typed, setTyped] = useState('');
  const shown = options.filter((option) => option.label.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <>
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
            onChange={() => onTick(value)}
          />
        ))}
        {shown.length === 0 && <p className={classes.nothing}>Nothing has this in its name.</p>}
      </div>
    </>
  );
}

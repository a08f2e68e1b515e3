import { TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';

import type { Choice } from './choice-chip.tsx';
import classes from './filter-chip.module.css';

interface SearchListProps {
  label: string;
  value: string | undefined;
  choices: readonly Choice<string>[];
  accepts: (typed: string) => boolean;
  onChoose: (value: string) => void;
}

/** What a filter that takes one of many names can be set to, and how one of them is found. */
export function SearchList({ label, value, choices, accepts, onChoose }: SearchListProps) {
  const [typed, setTyped] = useState('');
  const sought = typed.trim();
  const found = choices.filter(({ label: name }) => name.toLowerCase().includes(sought.toLowerCase()));
  const isNew = sought !== '' && accepts(sought) && !choices.some((choice) => choice.value === sought);
  const shown = isNew ? [...found, { value: sought, label: sought }] : found;
  return (
    <>
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
          if (only && others.length === 0) onChoose(only.value);
          else if (isNew) onChoose(sought);
        }}
      />
      <div className={classes.options} role="group" aria-label={label}>
        {shown.map((option) => (
          <button
            key={option.value}
            type="button"
            className={`${classes.option} ${option.label === option.value ? classes.mono : ''}`}
            aria-pressed={option.value === value}
            onClick={() => onChoose(option.value)}
          >
            {option.label}
            {option.value === value && <IconCheck size={14} aria-hidden />}
          </button>
        ))}
        {shown.length === 0 && <p className={classes.nothing}>Nothing has this in its name.</p>}
      </div>
    </>
  );
}

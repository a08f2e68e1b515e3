import { Textarea } from '@mantine/core';
import type { ReactNode, Ref } from 'react';

import classes from './json-area.module.css';

interface JsonAreaProps {
  label: string;
  description: string;
  /** Lines that it has at least and at most. */
  rows: [number, number];
  value: string;
  /** A text, or a list: see `FaultList`. */
  error: ReactNode;
  onChange: (text: string) => void;
  ref?: Ref<HTMLTextAreaElement>;
}

/** A field for JSON. Tab leaves it, as in every field: it is no trap for the keyboard. */
export function JsonArea({ rows: [minRows, maxRows], onChange, ...props }: JsonAreaProps) {
  return (
    <Textarea
      {...props}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      classNames={{ input: classes.input }}
      // A list cannot stand in a paragraph.
      errorProps={{ component: 'div', 'aria-live': 'polite' }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What is wrong with the JSON, as items. */
export function FaultList({ children }: { children: ReactNode }) {
  return <ul className={classes.faults}>{children}</ul>;
}

import { Input } from '@mantine/core';
import { useId, useRef } from 'react';

import { FaultList } from './fault-list.tsx';
import type { JsonFieldHandle } from './json-field.ts';
import { PlainJson } from './plain-json.tsx';
import type { JsonFault } from './read-json.ts';

interface JsonAreaProps {
  label: string;
  description: string;
  /** Lines that it has at least and at most. */
  rows: [number, number];
  value: string;
  faults: readonly JsonFault[];
  /** What is wrong where no fault is known. */
  refusal?: string | null;
  onChange: (text: string) => void;
}

/**
 * A field for JSON, with what is wrong in it below; a line there leads to its place. Tab leaves it, as every field: it is no
 * trap for the keyboard.
 */
export function JsonArea({ label, description, rows, value, faults, refusal, onChange }: JsonAreaProps) {
  const id = useId();
  const field = useRef<JsonFieldHandle>(null);
  const error =
    faults.length > 0 ? (
      <FaultList faults={faults} onLine={(line) => field.current?.selectLine(line)} />
    ) : (
      refusal
    );
  const props = {
    value,
    rows,
    labelledBy: `${id}-label`,
    describedBy: error ? `${id}-error ${id}-about` : `${id}-about`,
    isInvalid: Boolean(error),
    onChange,
    ref: field,
  };
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label`, onClick: () => field.current?.focus() }}
      description={description}
      descriptionProps={{ id: `${id}-about` }}
      error={error}
      // A list cannot stand in a paragraph.
      errorProps={{ id: `${id}-error`, component: 'div', 'aria-live': 'polite' }}
    >
      <PlainJson {...props} />
    </Input.Wrapper>
  );
}

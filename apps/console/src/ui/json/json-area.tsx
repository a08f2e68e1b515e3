import { Input } from '@mantine/core';
import { useId, useRef, useState } from 'react';

import { FaultList } from './fault-list.tsx';
import type { JsonFieldHandle } from './json-field.ts';
import { PlainJson } from './plain-json.tsx';
import type { JsonFault } from './read-json.ts';
import { useJsonEditor } from './use-json-editor.ts';

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
 * A field for JSON, in which the lines with a fault are marked. Tab leaves it, as every field: it is no trap for the
 * keyboard. Until the editor is here it is a plain field, and stays one while somebody types in it.
 */
export function JsonArea({ label, description, rows, value, faults, refusal, onChange }: JsonAreaProps) {
  const id = useId();
  const field = useRef<JsonFieldHandle>(null);
  const [isTyping, setIsTyping] = useState(false);
  const Editor = useJsonEditor();
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
    faultLines: error ? faults.flatMap(({ line }) => line ?? []) : null,
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
      {Editor && !isTyping ? <Editor {...props} /> : <PlainJson {...props} onTyping={setIsTyping} />}
    </Input.Wrapper>
  );
}

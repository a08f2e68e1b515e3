import { useImperativeHandle, useRef } from 'react';

import classes from './json-area.module.css';
import type { JsonFieldProps } from './json-field.ts';

interface PlainJsonProps extends JsonFieldProps {
  onTyping: (isTyping: boolean) => void;
}

/** Stands in for the editor while that is on the way, and wherever it cannot be had. */
export function PlainJson({
  value,
  rows: [least, most],
  labelledBy,
  describedBy,
  faultLines,
  onChange,
  onTyping,
  ref,
}: PlainJsonProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(
    ref,
    () => ({
      focus: () => area.current?.focus(),
      selectLine: (line) => {
        const text = area.current?.value ?? '';
        const start = text.split('\n', line - 1).reduce((sum, each) => sum + each.length + 1, 0);
        const end = text.indexOf('\n', start);
        area.current?.focus();
        area.current?.setSelectionRange(start, end === -1 ? text.length : end);
      },
    }),
    [],
  );
  return (
    <textarea
      ref={area}
      className={`${classes.field} ${classes.plain}`}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={faultLines !== null || undefined}
      rows={Math.min(most, Math.max(least, value.split('\n').length))}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onFocus={() => onTyping(true)}
      // A window that is left for another one keeps its field, with what is marked and can be undone in it.
      onBlur={() => document.hasFocus() && onTyping(false)}
    />
  );
}

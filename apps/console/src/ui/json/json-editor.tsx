import { useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';

import classes from './json-area.module.css';
import type { JsonFieldProps } from './json-field.ts';
import { JsonView } from './json-view.ts';

/** A field for JSON with line numbers and colours. It is told of changes, and undoes its own. */
export function JsonEditor({
  value,
  rows: [least, most],
  labelledBy,
  describedBy,
  faultLines,
  onChange,
  ref,
}: JsonFieldProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<JsonView>(null);
  const [initial] = useState(value);
  const tell = useEffectEvent(onChange);
  useLayoutEffect(() => {
    if (!place.current) return undefined;
    const made = new JsonView({ parent: place.current, text: initial, onText: (text) => tell(text) });
    view.current = made;
    return () => made.destroy();
  }, [initial]);
  useLayoutEffect(() => view.current?.setText(value), [value]);
  const isInvalid = faultLines !== null;
  useLayoutEffect(() => {
    view.current?.describe({ labelledBy, describedBy, isInvalid });
  }, [labelledBy, describedBy, isInvalid]);
  useLayoutEffect(() => view.current?.markLines(faultLines ?? []), [faultLines]);
  useImperativeHandle(
    ref,
    () => ({
      focus: () => view.current?.focus(),
      selectLine: (line) => view.current?.selectLine(line),
    }),
    [],
  );
  return (
    <div
      ref={place}
      className={`${classes.field} ${classes.editor}`}
      data-invalid={isInvalid || undefined}
      style={{ minHeight: heightOf(least), maxHeight: heightOf(most) }}
    />
  );
}

const LINE_PX = 18;
const AROUND_PX = 14;

function heightOf(lines: number): number {
  return lines * LINE_PX + AROUND_PX;
}

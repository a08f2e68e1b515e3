import { Button, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';

import classes from './filters.module.css';
import { fromLocalInput, SPAN_LABELS, SPANS, toLocalInput, type Range } from './range.ts';

/** The usual spans, and any other from one moment to another. */
export function RangeForm({ range, onChoose }: { range: Range; onChoose: (range: Range) => void }) {
  const [from, setFrom] = useState(toLocalInput(range.after));
  const [to, setTo] = useState(toLocalInput(range.before));
  const after = fromLocalInput(from);
  const before = fromLocalInput(to);
  const backwards = after !== undefined && before !== undefined && after >= before;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!backwards) onChoose({ after, before });
  };
  return (
    <>
      {SPANS.map((span) => (
        <button
          key={span}
          type="button"
          className={classes.span}
          aria-pressed={range.within === span}
          onClick={() => onChoose(range.within === span ? {} : { within: span })}
        >
          {SPAN_LABELS[span]}
          {range.within === span && <IconCheck size={14} aria-hidden />}
        </button>
      ))}
      <form className={classes.custom} onSubmit={apply}>
        <TextInput
          type="datetime-local"
          size="xs"
          label="From"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          size="xs"
          label="To"
          value={to}
          error={backwards && 'This is before the start.'}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" disabled={!after && !before}>
          Apply
        </Button>
      </form>
    </>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck } from '@tabler/icons-react';

import { useSubmit } from '../ui/use-submit.ts';
import classes from './filters.module.css';
import { momentOf, SPAN_LABELS, SPANS, toLocalInput, type Range } from './range.ts';

/** A range as people fill it in: as `<input type="datetime-local">` has it. */
interface Ends {
  from: string;
  to: string;
}

function isBackwards({ after, before }: Partial<Range>): boolean {
  return after !== undefined && before !== undefined && Date.parse(after) >= Date.parse(before);
}

/** The usual spans, and any other from one moment to another. */
export function RangeForm({ range, onChoose }: { range: Range; onChoose: (range: Range) => void }) {
  const rangeOf = ({ from, to }: Ends) => ({
    after: momentOf(from, range.after),
    before: momentOf(to, range.before),
  });
  const form = useForm<Ends>({
    initialValues: { from: toLocalInput(range.after), to: toLocalInput(range.before) },
    validate: { to: (_to, ends) => (isBackwards(rangeOf(ends)) ? 'This is before the start.' : null) },
    validateInputOnChange: ['to'],
  });
  // Either end may put the other one right, or wrong.
  form.watch('from', () => void form.validateField('to'));
  const { formRef, submit } = useSubmit(form, () => null);
  const { after, before } = rangeOf(form.values);
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
      <form ref={formRef} className={classes.custom} onSubmit={submit((ends) => onChoose(rangeOf(ends)))}>
        <TextInput type="datetime-local" size="xs" label="From" {...form.getInputProps('from')} />
        <TextInput type="datetime-local" size="xs" label="To" {...form.getInputProps('to')} />
        <Button type="submit" size="xs" variant="default" disabled={!after && !before}>
          Apply
        </Button>
      </form>
    </>
  );
}

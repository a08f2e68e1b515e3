import { SegmentedControl, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useId } from 'react';

import { replayValues, type ReplayValues } from './replay-values.ts';
import classes from './replay.module.css';

// Short, so that all four stand beside each other on a phone.
const LABELS: Record<ReplayValues['range'], string> = {
  '1h': 'Last hour',
  '24h': '24 hours',
  '7d': '7 days',
  custom: 'Custom',
};
const RANGES = replayValues.shape.range.options.map((value) => ({ value, label: LABELS[value] }));

/** When the events happened. */
export function RangeFields({ form }: { form: UseFormReturnType<ReplayValues> }) {
  const label = useId();
  return (
    <div>
      <div id={label} className={classes.label}>
        Time range
      </div>
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        data={RANGES}
        {...form.getInputProps('range', { withError: false })}
      />
      {form.errors['range'] && (
        <p className={classes.error} role="alert">
          {form.errors['range']}
        </p>
      )}
      {form.values.range === 'custom' && (
        <div className={classes.times}>
          <TextInput
            type="datetime-local"
            label="From"
            description="In your time zone"
            {...form.getInputProps('from')}
          />
          <TextInput
            type="datetime-local"
            label="To"
            description="Now, if left empty"
            {...form.getInputProps('to')}
          />
        </div>
      )}
    </div>
  );
}

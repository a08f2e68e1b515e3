import { SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';

import { replayValues, type ReplayErrors, type ReplayValues } from './replay-values.ts';
import classes from './replay.module.css';

// Short, so that all four stand beside each other on a phone.
const LABELS: Record<ReplayValues['range'], string> = {
  '1h': 'Last hour',
  '24h': '24 hours',
  '7d': '7 days',
  custom: 'Custom',
};
const RANGES = replayValues.shape.range.options.map((value) => ({ value, label: LABELS[value] }));

interface RangeFieldsProps {
  values: ReplayValues;
  errors: ReplayErrors;
  onChange: (changed: Partial<ReplayValues>) => void;
}

/** When the events happened. */
export function RangeFields({ values, errors, onChange }: RangeFieldsProps) {
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
        value={values.range}
        onChange={(range) => onChange({ range: replayValues.shape.range.parse(range) })}
      />
      {errors.range && (
        <p className={classes.error} role="alert">
          {errors.range}
        </p>
      )}
      {values.range === 'custom' && (
        <div className={classes.times}>
          <TextInput
            type="datetime-local"
            label="From"
            description="In your time zone"
            value={values.from}
            error={errors.from}
            onChange={(event) => onChange({ from: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label="To"
            description="Now, if left empty"
            value={values.to}
            error={errors.to}
            onChange={(event) => onChange({ to: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  );
}

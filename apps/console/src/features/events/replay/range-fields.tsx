import { SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';

import { SPAN_LABELS, SPANS } from '../../../log/range.ts';
import type { ReplayErrors, ReplayValues } from './replay-values.ts';
import { replayValues } from './replay-values.ts';
import classes from './replay.module.css';

const RANGES = [
  ...SPANS.map((span) => ({
    value: span,
    label: SPAN_LABELS[span].replace(/^Last h/, 'H').replace(/^Last /, ''),
  })),
  { value: 'custom', label: 'Custom' },
];

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
        Events of the last
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

import { Popover } from '@mantine/core';
import { lazy, Suspense } from 'react';

import { isolated } from '../format/isolated.ts';
import { ChipFrame, ChipWords } from './chip-frame.tsx';
import classes from './filter-chip.module.css';
import { LateFocus } from './late-focus.tsx';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface ChoiceChipProps<Value extends string> {
  label: string;
  values: readonly Value[];
  options: readonly Choice<Value>[];
  onChange: (values: Value[]) => void;
  searchable?: boolean;
  mono?: boolean;
}

const load = () => import('./choice-list.tsx');
// Most filters are never opened; whoever comes near one is about to.
const ChoiceList = lazy(async () => ({ default: (await load()).ChoiceList }));

const NAMED_MOST = 2;

function summary(labels: string[]): string {
  const rest = labels.length - NAMED_MOST;
  return labels.slice(0, NAMED_MOST).map(isolated).join(', ') + (rest > 0 ? ` +${rest}` : '');
}

/** A filter that takes several values: dashed when empty, filled when set. */
export function ChoiceChip<Value extends string>(props: ChoiceChipProps<Value>) {
  const { label, values, options, onChange, searchable, mono } = props;
  const labels = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const chosen = labels.length > 0 ? summary(labels) : undefined;
  const tick = (ticked: string) => {
    const choice = options.find(({ value }) => value === ticked)?.value;
    if (choice === undefined) return;
    onChange(values.includes(choice) ? values.filter((each) => each !== choice) : [...values, choice]);
  };
  return (
    <ChipFrame label={label} onClear={chosen === undefined ? undefined : () => onChange([])}>
      <Popover position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.open}
            onPointerEnter={() => void load()}
            onFocus={() => void load()}
            title={chosen && `${label}: ${chosen}`}
          >
            <ChipWords label={label} chosen={chosen} />
          </button>
        </Popover.Target>
        <Popover.Dropdown className={classes.choices} aria-label={label}>
          <Suspense>
            <ChoiceList
              label={label}
              values={values}
              options={options}
              onTick={tick}
              searchable={searchable}
              mono={mono}
            />
            <LateFocus />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </ChipFrame>
  );
}

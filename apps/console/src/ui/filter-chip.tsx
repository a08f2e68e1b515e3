import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';

import { ChipFrame, ChipWords } from './chip-frame.tsx';
import classes from './filter-chip.module.css';

interface FilterChipProps<Value extends string> {
  label: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
  mono?: boolean;
}

/** A filter that is dashed when empty and filled when set. */
export function FilterChip<Value extends string>({
  label,
  value,
  options,
  onChange,
  mono,
}: FilterChipProps<Value>) {
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  return (
    <ChipFrame label={label} onClear={value === undefined ? undefined : () => onChange(undefined)}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={classes.open} title={chosen && `${label}: ${chosen}`}>
            <ChipWords label={label} chosen={chosen} />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes.options}>
          {options.map((option) => (
            <Menu.Item
              key={option.value}
              className={mono ? classes.mono : undefined}
              rightSection={option.value === value ? <IconCheck size={14} aria-label="chosen" /> : undefined}
              onClick={() => onChange(option.value === value ? undefined : option.value)}
            >
              {option.label}
            </Menu.Item>
          ))}
          {value !== undefined && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => onChange(undefined)}>Any</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </ChipFrame>
  );
}

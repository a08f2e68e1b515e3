import { Menu } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';

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
  const words = chosen === undefined ? label : `${label}: ${chosen}`;
  return (
    <span className={classes.chip} data-set={value !== undefined || undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={classes.open} title={chosen === undefined ? undefined : words}>
            {words}
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
      {value !== undefined && (
        <button
          type="button"
          className={classes.clear}
          aria-label={`Clear ${label.toLowerCase()} filter`}
          onClick={() => onChange(undefined)}
        >
          <IconX size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}

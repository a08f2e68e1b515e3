import { Select } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import { isolated } from '../../../format/isolated.ts';
import { someOptions } from '../../../ui/some-options.ts';

interface ReplayTargetProps {
  label: string;
  /** Who gets it when none is chosen. */
  all: string;
  webhooks: readonly ListedWebhook[];
  value: string | null;
  error?: string | undefined;
  /** Inside a panel, whose own scrolling would otherwise keep the wheel from the list. */
  isInPanel?: boolean;
  onChange: (id: string | null) => void;
}

function nameOf({ name, status }: ListedWebhook): string {
  return status === 'active' ? name : `${isolated(name)} (${status === 'paused' ? 'paused' : 'inactive'})`;
}

/** To whom something goes out once more: one webhook, or all that get it. */
export function ReplayTarget({
  label,
  all,
  webhooks,
  value,
  error,
  isInPanel = false,
  onChange,
}: ReplayTargetProps) {
  const isUnknown = value !== null && !webhooks.some(({ id }) => id === value);
  return (
    <Select
      label={label}
      placeholder={all}
      data={[
        ...webhooks.map((webhook) => ({ value: webhook.id, label: nameOf(webhook) })),
        // One that was deleted, or is not known yet.
        ...(isUnknown ? [{ value, label: value }] : []),
      ]}
      value={value}
      onChange={onChange}
      error={error}
      clearable
      searchable
      filter={someOptions(value)}
      nothingFoundMessage="No webhook has this in its name."
      comboboxProps={{ shadow: 'md', withinPortal: !isInPanel }}
    />
  );
}

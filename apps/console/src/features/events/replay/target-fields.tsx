import { MultiSelect, Radio, Select, Stack } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';

import { useEventTypes } from '../../catalog/use-event-types.ts';
import { replayValues, type ReplayErrors, type ReplayValues } from './replay-values.ts';

const MOST_TYPES = 100;
// Inside the panel, whose own scrolling would otherwise keep the wheel from the list.
const WITHIN = { withinPortal: false };
// Tab would go into the list, which closes then, and takes the focus with it.
const UNTABBED = { viewportProps: { tabIndex: -1 } };

interface TargetFieldsProps {
  values: ReplayValues;
  errors: ReplayErrors;
  webhooks: readonly ListedWebhook[];
  onChange: (changed: Partial<ReplayValues>) => void;
}

function nameOf({ name, status }: ListedWebhook): string {
  return status === 'active' ? name : `${name} (${status === 'paused' ? 'paused' : 'inactive'})`;
}

/** Which of the events, and to whom. */
export function TargetFields({ values, errors, webhooks, onChange }: TargetFieldsProps) {
  const catalog = useEventTypes();
  const unknown = values.webhook !== null && !webhooks.some(({ id }) => id === values.webhook);
  return (
    <>
      <MultiSelect
        label="Event types"
        placeholder={values.types.length === 0 ? 'All types' : undefined}
        data={catalog.data?.data.map(({ name }) => name) ?? []}
        value={values.types}
        onChange={(types) => onChange({ types })}
        error={errors.types}
        maxValues={MOST_TYPES}
        searchable
        clearable
        maxDropdownHeight={240}
        comboboxProps={WITHIN}
        scrollAreaProps={UNTABBED}
      />
      <Select
        label="Webhook"
        placeholder="All that are active"
        data={[
          ...webhooks.map((webhook) => ({ value: webhook.id, label: nameOf(webhook) })),
          ...(unknown && values.webhook ? [{ value: values.webhook, label: values.webhook }] : []),
        ]}
        value={values.webhook}
        onChange={(webhook) => onChange({ webhook })}
        error={errors.webhook}
        clearable
        searchable
        maxDropdownHeight={240}
        comboboxProps={WITHIN}
        scrollAreaProps={UNTABBED}
      />
      <Radio.Group
        label="Which events"
        value={values.only}
        onChange={(only) => onChange({ only: replayValues.shape.only.parse(only) })}
        error={errors.only}
      >
        <Stack gap={8} mt={4}>
          <Radio value="all" label="All" description="Also those that arrived: they arrive once more." />
          <Radio
            value="failed"
            label="Only what failed"
            description="A delivery was attempted, and none has succeeded."
          />
          <Radio
            value="missed"
            label="Only what was missed"
            description="The webhook has no delivery of it: it was paused, did not exist yet, or did not want it then."
          />
        </Stack>
      </Radio.Group>
    </>
  );
}

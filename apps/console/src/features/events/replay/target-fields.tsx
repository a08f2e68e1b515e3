import { MultiSelect, Radio, Stack } from '@mantine/core';

import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useEventTypes } from '../../catalog/use-event-types.ts';
import type { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { ReplayTarget, UNTABBED } from './replay-target.tsx';
import { replayValues, type ReplayErrors, type ReplayValues } from './replay-values.ts';

const MOST_TYPES = 100;
// Inside the panel, whose own scrolling would otherwise keep the wheel from the list.
const WITHIN = { withinPortal: false };

interface TargetFieldsProps {
  values: ReplayValues;
  errors: ReplayErrors;
  webhooks: ReturnType<typeof useAllWebhooks>;
  onChange: (changed: Partial<ReplayValues>) => void;
}

/** Which of the events, and to whom. */
export function TargetFields({ values, errors, webhooks, onChange }: TargetFieldsProps) {
  const catalog = useEventTypes();
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
      <ReplayTarget
        label="Webhook"
        all="All that are active"
        webhooks={webhooks.data ?? []}
        value={values.webhook}
        error={errors.webhook}
        isInPanel
        onChange={(webhook) => onChange({ webhook })}
      />
      <UnreadLine
        of={[
          [catalog, 'The event types to choose from could not be loaded.'],
          [webhooks, 'The webhooks to choose from could not be loaded.'],
        ]}
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
            label="Only what has not succeeded"
            description="The webhook has a delivery of it; none has arrived, and none is still to come."
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

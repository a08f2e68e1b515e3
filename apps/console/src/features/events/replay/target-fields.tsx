import { MultiSelect, Radio, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useEventTypes } from '../../catalog/use-event-types.ts';
import type { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { ReplayTarget } from './replay-target.tsx';
import type { ReplayValues } from './replay-values.ts';

const MOST_TYPES = 100;
// Inside the panel, whose own scrolling would otherwise keep the wheel from the list.
const WITHIN = { withinPortal: false };

interface TargetFieldsProps {
  form: UseFormReturnType<ReplayValues>;
  webhooks: ReturnType<typeof useAllWebhooks>;
}

/** Which of the events, and to whom. */
export function TargetFields({ form, webhooks }: TargetFieldsProps) {
  const catalog = useEventTypes();
  return (
    <>
      <MultiSelect
        label="Event types"
        placeholder={form.values.types.length === 0 ? 'All types' : undefined}
        data={catalog.data?.data.map(({ name }) => name) ?? []}
        {...form.getInputProps('types')}
        maxValues={MOST_TYPES}
        searchable
        clearable
        comboboxProps={WITHIN}
      />
      <ReplayTarget
        label="Webhook"
        all="All that are active"
        webhooks={webhooks.data ?? []}
        isInPanel
        {...form.getInputProps('webhook')}
        value={form.values.webhook}
      />
      <UnreadLine
        of={[
          [catalog, 'The event types to choose from could not be loaded.'],
          [webhooks, 'The webhooks to choose from could not be loaded.'],
        ]}
      />
      <Radio.Group label="Which events" {...form.getInputProps('only')}>
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

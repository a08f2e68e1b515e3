import { Radio, Stack } from '@mantine/core';

import { useWebhookFormContext } from '../form-context.ts';

const STYLES = [
  {
    value: 'snapshot',
    label: 'Snapshot',
    description: 'All of the data, as it was when the event happened.',
  },
  {
    value: 'thin',
    label: 'Thin',
    description: 'Only what the event is about and where to read it; the receiver asks for the rest.',
  },
] as const;

export function StyleField() {
  const form = useWebhookFormContext();
  return (
    <Radio.Group
      label="Payload style"
      value={form.values.payload_style}
      onChange={(value) => {
        const chosen = STYLES.find((each) => each.value === value);
        if (chosen) form.setFieldValue('payload_style', chosen.value);
      }}
      error={form.errors['payload_style']}
    >
      <Stack gap={8} mt={4}>
        {STYLES.map(({ value, label, description }) => (
          <Radio key={value} size="xs" value={value} label={label} description={description} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

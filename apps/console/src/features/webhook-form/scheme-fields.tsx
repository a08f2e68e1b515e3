import { Radio, Stack } from '@mantine/core';

import { useSession } from '../session/use-session.ts';
import { schemesOf } from '../webhooks/schemes.ts';
import { useWebhookFormContext } from './form-context.ts';

/** What deliveries are signed with, for receivers that expect something of their own. */
export function SchemeFields() {
  const form = useWebhookFormContext();
  const { brand } = useSession();
  const schemes = schemesOf(brand);
  return (
    <Radio.Group
      label="Signature scheme"
      description="Every delivery is signed by Standard Webhooks. One more signature can be added for receivers that expect it."
      value={form.values.signature_scheme}
      onChange={(value) => {
        const chosen = schemes.find((each) => each.value === value);
        if (chosen) form.setFieldValue('signature_scheme', chosen.value);
      }}
      error={form.errors['signature_scheme']}
    >
      <Stack gap={8} mt={4}>
        {schemes.map(({ value, label, purpose, adds }) => (
          <Radio key={value} size="xs" value={value} label={label} description={`${purpose} ${adds}`} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

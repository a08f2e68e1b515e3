import { Stack, Textarea, TextInput } from '@mantine/core';

import { useWebhookFormContext } from './form-context.ts';
import { UrlField } from './url-field.tsx';

interface BasicsFieldsProps {
  /** URL of the built-in receiver, where there is one. */
  receiverUrl: string | null;
  nameRequired?: boolean;
}

export function BasicsFields({ receiverUrl, nameRequired }: BasicsFieldsProps) {
  const form = useWebhookFormContext();
  return (
    <Stack gap="md">
      <UrlField receiverUrl={receiverUrl} />
      <TextInput
        label="Name"
        description={
          nameRequired
            ? 'What people see in lists.'
            : "What people see in lists; the URL's host if left empty."
        }
        placeholder="CRM contact sync"
        maxLength={100}
        required={nameRequired}
        {...form.getInputProps('name')}
      />
      <Textarea
        label="Description"
        description="What it is for and who looks after it. Optional."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        {...form.getInputProps('description')}
      />
    </Stack>
  );
}

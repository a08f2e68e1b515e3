import { Button, Stack, Textarea, TextInput } from '@mantine/core';

import { useWebhookFormContext } from './form-context.ts';

interface BasicsFieldsProps {
  /** URL of the built-in receiver, where there is one. */
  receiverUrl: string | null;
  nameRequired?: boolean;
}

export function BasicsFields({ receiverUrl, nameRequired }: BasicsFieldsProps) {
  const form = useWebhookFormContext();
  const fillReceiver = () => {
    if (!receiverUrl) return;
    form.setFieldValue('url', receiverUrl);
    form.clearFieldError('url');
    if (!form.values.name) form.setFieldValue('name', 'Built-in receiver');
  };
  return (
    <Stack gap="md">
      <div>
        <TextInput
          label="URL"
          description="Where events are posted. HTTPS, and reachable from the internet."
          placeholder="https://example.com/hooks/tidings"
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          required
          {...form.getInputProps('url')}
        />
        {receiverUrl && form.values.url !== receiverUrl && (
          <Button variant="subtle" mt={6} px={8} ml={-8} onClick={fillReceiver}>
            Use the built-in receiver
          </Button>
        )}
      </div>
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

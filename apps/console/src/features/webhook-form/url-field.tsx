import { Button, TextInput } from '@mantine/core';
import { useRef } from 'react';

import { useWebhookFormContext } from './form-context.ts';

interface UrlFieldProps {
  /** URL of the built-in receiver, where there is one. */
  receiverUrl?: string | null;
}

export function UrlField({ receiverUrl = null }: UrlFieldProps) {
  const form = useWebhookFormContext();
  const field = useRef<HTMLInputElement>(null);
  const fillReceiver = () => {
    if (!receiverUrl) return;
    form.setFieldValue('url', receiverUrl);
    form.clearFieldError('url');
    if (!form.values.name) form.setFieldValue('name', 'Built-in receiver');
    // The button is gone then.
    field.current?.focus();
  };
  return (
    <div>
      <TextInput
        ref={field}
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
  );
}

import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';

import { fieldIssues } from '../../../api/field-issues.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';

interface ShowSecretModalProps {
  opened: boolean;
  pending: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
  onClose: () => void;
}

/** Asks for the password before a secret is shown again. */
export function ShowSecretModal({ opened, onClose, ...form }: ShowSecretModalProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Show the secret">
      <PasswordForm {...form} onClose={onClose} />
    </Modal>
  );
}

function PasswordForm({ pending, error, onSubmit, onClose }: Omit<ShowSecretModalProps, 'opened'>) {
  const [missing, setMissing] = useState(false);
  const ref = useRef<HTMLInputElement>(null);
  const wrong = fieldIssues(error, ['password'])?.password;

  // Read from the field rather than from state: password managers do not always fire change events.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const password = ref.current?.value ?? '';
    setMissing(!password);
    if (password) onSubmit(password);
    else ref.current?.focus();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed">
          Whoever has it can send your endpoint events in our name, so enter your password first. That it was
          shown is noted in the audit log.
        </Text>
        <PasswordInput
          ref={ref}
          label="Your password"
          name="password"
          autoComplete="current-password"
          data-autofocus
          error={missing ? 'Enter your password.' : wrong}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        />
        {error !== null && wrong === undefined && (
          <ErrorNotice error={error} doing="show the secret" kept="It was not shown." />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Show the secret
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

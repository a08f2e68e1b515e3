import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';

import { AlertLine } from '../../session/alert-line.tsx';
import { doorWords } from '../door-words.ts';

interface PasswordStepProps {
  /** What follows. */
  children: ReactNode;
  action: string;
  tone?: 'accent' | 'failure';
  pending: boolean;
  error: unknown;
  onSubmit: (password: string) => void;
  onCancel: () => void;
}

/** Asks for the password before anything changes about how its owner signs in. */
export function PasswordStep(props: PasswordStepProps) {
  const { children, action, tone = 'accent', pending, error, onSubmit, onCancel } = props;
  const [missing, setMissing] = useState<string>();
  const ref = useRef<HTMLInputElement>(null);
  const failure = doorWords(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const password = ref.current?.value ?? '';
    setMissing(password ? undefined : 'Enter your password.');
    if (password) onSubmit(password);
    else ref.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          {children}
          <AlertLine>{failure?.at === 'form' ? failure.message : null}</AlertLine>
        </div>
        <PasswordInput
          ref={ref}
          label="Your password"
          name="password"
          autoComplete="current-password"
          data-autofocus
          error={missing ?? (failure?.at === 'password' ? failure.message : undefined)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" color={tone} loading={pending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

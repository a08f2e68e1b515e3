import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Faults } from '../../ui/use-submit.ts';
import { passwordRule } from './field-rules.ts';
import { useDoorForm } from './use-door-form.ts';

interface AskPasswordFormProps {
  action: string;
  tone?: 'accent' | 'failure';
  pending: boolean;
  error: unknown;
  /** What of an error is about the password. */
  faultsOf: (error: unknown) => Faults | null;
  onSubmit: (password: string, refuse: (error: unknown) => void) => void;
  onCancel: () => void;
  /** What follows, and what else went wrong. */
  children: (failed: unknown) => ReactNode;
}

/** Asks for the password of whoever is signed in before something is done. */
export function AskPasswordForm(props: AskPasswordFormProps) {
  const { action, tone = 'accent', pending, error, faultsOf, onSubmit, onCancel, children } = props;
  const { form, formRef, submit, refuse, besideFields } = useDoorForm({
    initialValues: { password: '' },
    validate: { password: passwordRule },
    faultsOf,
  });
  return (
    <form ref={formRef} onSubmit={submit(({ password }) => onSubmit(password, refuse))} noValidate>
      <Stack gap="md">
        {children(besideFields(error))}
        <PasswordInput
          label="Your password"
          name="password"
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          {...form.getInputProps('password')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={pending} onClick={onCancel}>
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

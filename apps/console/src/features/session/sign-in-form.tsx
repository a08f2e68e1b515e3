import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { AlertLine } from './alert-line.tsx';
import { emailRule, passwordRule } from './field-rules.ts';
import { useDoorForm } from './use-door-form.ts';

interface SignInFormProps {
  pending: boolean;
  error: ReactNode;
  /** Known beforehand, as from an invitation. */
  email?: string | undefined;
  /** Whether a link to set another password can be mailed; until it is known, nothing is said of it. */
  canReset: boolean | undefined;
  onSubmit: (credentials: { email: string; password: string }) => void;
}

export function SignInForm({ pending, error, email: given, canReset, onSubmit }: SignInFormProps) {
  const { form, formRef, submit } = useDoorForm({
    initialValues: { email: given ?? '', password: '' },
    validate: {
      email: emailRule('Enter the e-mail address that you were invited with.'),
      password: passwordRule,
    },
    // Which of the two is wrong nobody is told.
    faultsOf: () => null,
  });
  return (
    <form
      ref={formRef}
      onSubmit={submit(({ email, password }) => onSubmit({ email: email.trim(), password }))}
      noValidate
    >
      <Stack gap="md">
        <AlertLine>{error}</AlertLine>
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus={given === undefined}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          autoFocus={given !== undefined}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={pending} fullWidth>
          Sign in
        </Button>
        {canReset === false && (
          <Text size="xs" c="dimmed" ta="center">
            Forgot your password? Ask whoever runs this installation for a new one.
          </Text>
        )}
        {canReset && (
          <Group justify="center">
            <Anchor component={Link} to="/reset-password" size="sm">
              Forgot password?
            </Anchor>
          </Group>
        )}
      </Stack>
    </form>
  );
}

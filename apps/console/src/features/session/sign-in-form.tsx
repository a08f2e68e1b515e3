import { Anchor, Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';

import { AlertLine } from './alert-line.tsx';

interface SignInFormProps {
  pending: boolean;
  error: string | null;
  /** Known beforehand, as from an invitation. */
  email?: string | undefined;
  canReset: boolean;
  onSubmit: (credentials: { email: string; password: string }) => void;
}

export function SignInForm({ pending, error, email: given, canReset, onSubmit }: SignInFormProps) {
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const emailRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);

  // Read from the fields rather than from state: password managers do not always fire change events.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const email = emailRef.current?.value.trim() ?? '';
    const password = passwordRef.current?.value ?? '';
    setMissing({
      ...(email.includes('@') ? {} : { email: 'Enter the e-mail address that you were invited with.' }),
      ...(password ? {} : { password: 'Enter your password.' }),
    });
    if (!email.includes('@')) emailRef.current?.focus();
    else if (!password) passwordRef.current?.focus();
    else onSubmit({ email, password });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <AlertLine>{error}</AlertLine>
        <TextInput
          ref={emailRef}
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          defaultValue={given}
          autoFocus={given === undefined}
          error={missing.email}
        />
        <PasswordInput
          ref={passwordRef}
          label="Password"
          name="password"
          autoComplete="current-password"
          autoFocus={given !== undefined}
          error={missing.password}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        />
        <Button type="submit" loading={pending} fullWidth>
          Sign in
        </Button>
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

import { Button, Stack, TextInput } from '@mantine/core';
import { weaknessOf } from '@tidings/identity/schema';
import { useRef, useState, type FormEvent } from 'react';

import { AlertLine } from './alert-line.tsx';
import type { DoorError } from './door.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { signInFailure } from './sign-in-failure.ts';

interface JoinFormProps {
  email: string;
  pending: boolean;
  failure: DoorError | null;
  onSubmit: (chosen: { name: string; password: string }) => void;
}

/** Of somebody new: their name and a password. */
export function JoinForm({ email, pending, failure, onSubmit }: JoinFormProps) {
  const [missing, setMissing] = useState<{ name?: string; password?: string }>({});
  const nameRef = useRef<HTMLInputElement>(null);
  const passwordRef = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = nameRef.current?.value.trim() ?? '';
    const password = passwordRef.current?.value ?? '';
    const weakness = weaknessOf(password, { email, name });
    setMissing({
      ...(name ? {} : { name: 'Enter your name.' }),
      ...(weakness ? { password: weakness } : {}),
    });
    if (!name) nameRef.current?.focus();
    else if (weakness) passwordRef.current?.focus();
    else onSubmit({ name, password });
  };

  const isOfField = failure !== null && failure.issues.length > 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <AlertLine>{failure && !isOfField ? signInFailure(failure, failure.message) : null}</AlertLine>
        {/* Password managers keep the password with this address. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextInput
          ref={nameRef}
          label="Your name"
          name="name"
          autoComplete="name"
          maxLength={100}
          autoFocus
          error={missing.name ?? failure?.of('name')}
        />
        <NewPasswordField
          ref={passwordRef}
          label="Password"
          error={missing.password ?? failure?.of('password')}
        />
        <Button type="submit" loading={pending} fullWidth>
          Join
        </Button>
      </Stack>
    </form>
  );
}

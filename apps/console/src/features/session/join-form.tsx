import { Button, Stack, TextInput } from '@mantine/core';
import { personName, weaknessOf } from '@tidings/identity/schema';

import { fieldIssues } from '../../api/field-issues.ts';
import { AlertLine } from './alert-line.tsx';
import type { DoorError } from './door.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { signInFailure } from './sign-in-failure.tsx';
import { useDoorForm } from './use-door-form.ts';

interface JoinFormProps {
  email: string;
  pending: boolean;
  failure: DoorError | null;
  onSubmit: (chosen: { name: string; password: string }, refuse: (error: unknown) => void) => void;
}

/** Of somebody new: their name and a password. */
export function JoinForm({ email, pending, failure, onSubmit }: JoinFormProps) {
  const { form, formRef, submit, refuse, besideFields } = useDoorForm({
    initialValues: { name: '', password: '' },
    validate: {
      name: (name) => personName.safeParse(name).error?.issues[0]?.message ?? null,
      password: (password, { name }) => weaknessOf(password, { email, name: name.trim() }),
    },
    faultsOf: (error) => fieldIssues(error, ['name', 'password']),
  });
  const failed = besideFields(failure);
  return (
    <form
      ref={formRef}
      onSubmit={submit(({ name, password }) => onSubmit({ name: name.trim(), password }, refuse))}
      noValidate
    >
      <Stack gap="md">
        <AlertLine>{failed && signInFailure(failed, failed.message)}</AlertLine>
        {/* Password managers keep the password with this address. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextInput
          label="Your name"
          name="name"
          autoComplete="name"
          maxLength={100}
          autoFocus
          {...form.getInputProps('name')}
        />
        <NewPasswordField label="Password" {...form.getInputProps('password')} />
        <Button type="submit" loading={pending} fullWidth>
          Join
        </Button>
      </Stack>
    </form>
  );
}

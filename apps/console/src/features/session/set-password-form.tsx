import { Anchor, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { weaknessOf } from '@tidings/identity/schema';
import { z } from 'zod';

import { fieldIssues } from '../../api/field-issues.ts';
import { AlertLine } from './alert-line.tsx';
import { askDoor } from './door.ts';
import { DoorCard } from './door-card.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { signInFailure } from './sign-in-failure.tsx';
import { useDoorForm } from './use-door-form.ts';

const SPENT = 'This link was used or is older than an hour. Ask for a new one.';

export function SetPasswordForm({ token }: { token: string }) {
  const set = useMutation({
    mutationFn: (newPassword: string) =>
      askDoor({ path: '/reset-password', body: { token, newPassword }, answer: z.unknown() }),
  });
  const { form, formRef, submit, refuse, besideFields } = useDoorForm({
    initialValues: { newPassword: '' },
    // Whose it is the server knows.
    validate: { newPassword: (password) => weaknessOf(password, { email: '' }) },
    faultsOf: (error) => fieldIssues(error, ['newPassword']),
  });
  const failed = besideFields(set.error);

  if (set.isSuccess) {
    return (
      <DoorCard
        title="Your password is set"
        sentence="All sessions have ended. Sign in with the new password."
      >
        <Button component={Link} to="/sign-in" fullWidth>
          Sign in
        </Button>
      </DoorCard>
    );
  }
  return (
    <DoorCard title="Set a new password" sentence="All your sessions end with it.">
      <form
        ref={formRef}
        onSubmit={submit(({ newPassword }) => set.mutate(newPassword, { onError: refuse }))}
        noValidate
      >
        <Stack gap="md">
          <AlertLine>{failed && signInFailure(failed, SPENT)}</AlertLine>
          <NewPasswordField label="New password" {...form.getInputProps('newPassword')} />
          <Button type="submit" loading={set.isPending} fullWidth>
            Set the password
          </Button>
          <Anchor component={Link} to="/reset-password" size="sm">
            Ask for another link
          </Anchor>
        </Stack>
      </form>
    </DoorCard>
  );
}

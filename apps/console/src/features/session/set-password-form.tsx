import { Anchor, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { weaknessOf } from '@tidings/identity/schema';
import { useRef, useState, type FormEvent } from 'react';
import { z } from 'zod';

import { AlertLine } from './alert-line.tsx';
import { askDoor, DoorError } from './door.ts';
import { DoorCard } from './door-card.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { signInFailure } from './sign-in-failure.ts';

const SPENT = 'This link was used or is older than an hour. Ask for a new one.';

export function SetPasswordForm({ token }: { token: string }) {
  const set = useMutation({
    mutationFn: (newPassword: string) =>
      askDoor({ path: '/reset-password', body: { token, newPassword }, answer: z.unknown() }),
  });
  const [weakness, setWeakness] = useState<string>();
  const ref = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const password = ref.current?.value ?? '';
    const weak = weaknessOf(password, { email: '' });
    setWeakness(weak ?? undefined);
    if (weak === null) set.mutate(password);
    else ref.current?.focus();
  };

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
  const refused = set.error instanceof DoorError ? set.error.of('newPassword') : undefined;
  return (
    <DoorCard title="Set a new password" sentence="All your sessions end with it.">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <AlertLine>{set.error && refused === undefined ? signInFailure(set.error, SPENT) : null}</AlertLine>
          <NewPasswordField ref={ref} label="New password" error={weakness ?? refused} />
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

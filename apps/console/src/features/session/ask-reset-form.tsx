import { Anchor, Box, Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { z } from 'zod';

import { AlertLine } from './alert-line.tsx';
import { askDoor } from './door.ts';
import { DoorCard } from './door-card.tsx';
import { signInFailure } from './sign-in-failure.ts';
import { useSignInOptions } from './use-sign-in-options.ts';

const back = (
  <Anchor component={Link} to="/sign-in" size="sm">
    Back to the sign-in
  </Anchor>
);

export function AskResetForm() {
  const ask = useMutation({
    mutationFn: (email: string) =>
      askDoor({ path: '/request-password-reset', body: { email }, answer: z.unknown() }),
  });
  const [missing, setMissing] = useState<string>();
  const ref = useRef<HTMLInputElement>(null);
  const options = useSignInOptions();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const email = ref.current?.value.trim() ?? '';
    setMissing(email.includes('@') ? undefined : 'Enter the e-mail address that you sign in with.');
    if (email.includes('@')) ask.mutate(email);
    else ref.current?.focus();
  };

  if (ask.isSuccess) {
    return (
      <DoorCard
        title="Look into your mail"
        sentence={`If ${ask.variables} can sign in here, a link to set a new password is on its way. It works for an hour.`}
      >
        <Box mt={12}>{back}</Box>
      </DoorCard>
    );
  }
  if (options && !options.password_reset) {
    return (
      <DoorCard
        title="Forgot your password?"
        sentence="This installation sends no e-mail. Ask whoever runs it for a new password."
      >
        <Box mt={12}>{back}</Box>
      </DoorCard>
    );
  }
  return (
    <DoorCard title="Forgot your password?" sentence="You get a link by e-mail to set a new one.">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <AlertLine>
            {ask.error && signInFailure(ask.error, 'This is not an e-mail address that can be written to.')}
          </AlertLine>
          <TextInput
            ref={ref}
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            error={missing}
          />
          <Button type="submit" loading={ask.isPending} fullWidth>
            Send the link
          </Button>
          {back}
        </Stack>
      </form>
    </DoorCard>
  );
}

import { Anchor, Box, Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { z } from 'zod';

import { AlertLine } from './alert-line.tsx';
import { askDoor } from './door.ts';
import { DoorCard } from './door-card.tsx';
import { emailRule } from './field-rules.ts';
import { isWrong, signInFailure } from './sign-in-failure.tsx';
import { useDoorForm } from './use-door-form.ts';
import { useSignInOptions } from './use-sign-in-options.ts';

const back = (
  <Anchor component={Link} to="/sign-in" size="sm">
    Back to the sign-in
  </Anchor>
);

const WRONG = 'This is not an e-mail address that can be written to.';

export function AskResetForm() {
  const ask = useMutation({
    mutationFn: (email: string) =>
      askDoor({ path: '/request-password-reset', body: { email }, answer: z.unknown() }),
  });
  const options = useSignInOptions();
  const { form, formRef, submit, refuse, besideFields } = useDoorForm({
    initialValues: { email: '' },
    validate: { email: emailRule('Enter the e-mail address that you sign in with.') },
    faultsOf: (error) => (isWrong(error) ? { email: WRONG } : null),
  });
  const failed = besideFields(ask.error);

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
      <form
        ref={formRef}
        onSubmit={submit(({ email }) => ask.mutate(email.trim(), { onError: refuse }))}
        noValidate
      >
        <Stack gap="md">
          <AlertLine>{failed && signInFailure(failed, WRONG)}</AlertLine>
          <TextInput
            label="E-mail"
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('email')}
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

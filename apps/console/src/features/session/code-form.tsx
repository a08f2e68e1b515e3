import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core';

import { AlertLine } from './alert-line.tsx';
import { backupCodeRule, codeIn, codeRule } from './field-rules.ts';
import { codeRefusal } from './code-refusal.ts';
import { signInFailure } from './sign-in-failure.tsx';
import { useDoorForm } from './use-door-form.ts';

interface CodeFormProps {
  pending: boolean;
  error: Error | null;
  isBackup: boolean;
  onSwitch: () => void;
  onCancel: () => void;
  onSubmit: (code: string, refuse: (error: unknown) => void) => void;
}

/** Only if the server says nothing that is known here. */
const REFUSED = 'The server did not take this code. Try the next one.';

/** The second step of a sign-in: a code of the authenticator app, or a backup code. */
export function CodeForm({ pending, error, isBackup, onSwitch, onCancel, onSubmit }: CodeFormProps) {
  const { form, formRef, submit, refuse, besideFields } = useDoorForm({
    initialValues: { code: '' },
    validate: { code: isBackup ? backupCodeRule : codeRule },
    faultsOf: (failed) => {
      const refusal = codeRefusal(failed);
      return refusal?.kind === 'code' ? { code: refusal.message } : null;
    },
  });
  const failed = besideFields(error);
  return (
    <form ref={formRef} onSubmit={submit(({ code }) => onSubmit(codeIn(code), refuse))} noValidate>
      <Stack gap="md">
        <AlertLine>{failed && signInFailure(failed, REFUSED)}</AlertLine>
        <TextInput
          label={isBackup ? 'Backup code' : 'Code'}
          name="code"
          inputMode={isBackup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus
          {...form.getInputProps('code')}
        />
        <Button type="submit" loading={pending} fullWidth>
          Continue
        </Button>
        <Group justify="space-between">
          <Anchor component="button" type="button" size="sm" onClick={onSwitch}>
            {isBackup ? 'Use the authenticator app' : 'Use a backup code'}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={onCancel}>
            Start again
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}

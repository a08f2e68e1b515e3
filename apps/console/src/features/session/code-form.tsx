import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';

import { AlertLine } from './alert-line.tsx';

interface CodeFormProps {
  pending: boolean;
  error: string | null;
  isBackup: boolean;
  onSwitch: () => void;
  onCancel: () => void;
  onSubmit: (code: string) => void;
}

/** The second step of a sign-in: a code of the authenticator app, or a backup code. */
export function CodeForm({ pending, error, isBackup, onSwitch, onCancel, onSubmit }: CodeFormProps) {
  const [missing, setMissing] = useState<string>();
  const ref = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = (ref.current?.value ?? '').replaceAll(/\s/g, '');
    const isComplete = isBackup ? code.length > 0 : /^\d{6}$/.test(code);
    setMissing(isComplete ? undefined : isBackup ? 'Enter a backup code.' : 'Enter the six digits.');
    if (isComplete) onSubmit(code);
    else ref.current?.focus();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <AlertLine>{error}</AlertLine>
        <TextInput
          key={isBackup ? 'backup' : 'app'}
          ref={ref}
          label={isBackup ? 'Backup code' : 'Code'}
          name="code"
          inputMode={isBackup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus
          error={missing}
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

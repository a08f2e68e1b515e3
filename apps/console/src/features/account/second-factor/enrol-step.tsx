import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';

import { CopiedValue } from '../../../ui/copied-value.tsx';
import { AlertLine } from '../../session/alert-line.tsx';
import { doorWords } from '../door-words.ts';
import classes from './enrol-step.module.css';
import { QrCode } from './qr-code.tsx';
import { useConfirmSecondFactor } from './use-second-factor.ts';

interface EnrolStepProps {
  /** As authenticator apps read it: `otpauth://totp/…?secret=…`. */
  otpauth: string;
  onConfirmed: () => void;
  onCancel: () => void;
}

/** Gives the secret to the app, and asks for a code that proves that it has arrived. */
export function EnrolStep({ otpauth, onConfirmed, onCancel }: EnrolStepProps) {
  const confirm = useConfirmSecondFactor();
  const [missing, setMissing] = useState<string>();
  const ref = useRef<HTMLInputElement>(null);
  const failure = doorWords(confirm.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = (ref.current?.value ?? '').replaceAll(/\s/g, '');
    const isComplete = /^\d{6}$/.test(code);
    setMissing(isComplete ? undefined : 'Enter the six digits.');
    if (isComplete) confirm.mutate(code, { onSuccess: onConfirmed });
    else ref.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>Scan this with the app, then enter the code that it shows.</div>
        <div className={classes.code}>
          <QrCode text={otpauth} label="QR code with the secret of your second factor" />
        </div>
        <CopiedValue
          label="Or type this key"
          value={new URL(otpauth).searchParams.get('secret') ?? ''}
          copy="Copy the key"
        />
        <div>
          <Anchor href={otpauth} underline="always">
            Open it in an app on this device
          </Anchor>
          <AlertLine>{failure?.at === 'form' ? failure.message : null}</AlertLine>
        </div>
        <TextInput
          ref={ref}
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          autoFocus
          maw={160}
          error={missing ?? (failure?.at === 'code' ? failure.message : undefined)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            Turn on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core';

import { CopiedValue } from '../../../ui/copied-value.tsx';
import { codeIn, codeRule } from '../../session/field-rules.ts';
import { useDoorForm } from '../../session/use-door-form.ts';
import { DoorAlert } from '../door-alert.tsx';
import { doorFaults } from '../door-words.ts';
import classes from './enrol-step.module.css';
import { QrCode } from './qr-code.tsx';

interface EnrolStepProps {
  /** As authenticator apps read it: `otpauth://totp/…?secret=…`. */
  otpauth: string;
  pending: boolean;
  error: unknown;
  onSubmit: (code: string, refuse: (error: unknown) => void) => void;
  onCancel: () => void;
}

/** Gives the secret to the app, and asks for a code that proves that it has arrived. */
export function EnrolStep({ otpauth, pending, error, onSubmit, onCancel }: EnrolStepProps) {
  const { form, formRef, submit, refuse, besideFields } = useDoorForm({
    initialValues: { code: '' },
    validate: { code: codeRule },
    faultsOf: (failed) => doorFaults(failed, { code: 'code' }),
  });
  const secret = new URL(otpauth).searchParams.get('secret') ?? '';
  return (
    <form ref={formRef} onSubmit={submit(({ code }) => onSubmit(codeIn(code), refuse))} noValidate>
      <Stack gap="md">
        <div>Scan this with the app, then enter the code that it shows.</div>
        <div className={classes.code}>
          <QrCode text={otpauth} label="QR code with the secret of your second factor" />
        </div>
        <CopiedValue label="Or type this key" value={secret} shown={inGroups(secret)} copy="Copy the key" />
        <div>
          <Anchor href={otpauth} underline="always">
            Open it in an app on this device
          </Anchor>
          <DoorAlert error={besideFields(error)} />
        </div>
        <TextInput
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          autoFocus
          maw={160}
          {...form.getInputProps('code')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={pending} onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Turn on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** As somebody types it from a screen: apps take no notice of the spaces. */
function inGroups(secret: string): string {
  return secret.replaceAll(/.{4}(?=.)/g, '$& ');
}

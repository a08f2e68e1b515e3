import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { weaknessOf } from '@tidings/identity/schema';
import { useRef, useState, type FormEvent } from 'react';

import { Card } from '../../ui/card.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { AlertLine } from '../session/alert-line.tsx';
import { DoorError } from '../session/door.ts';
import { NewPasswordField } from '../session/new-password-field.tsx';
import { useSession } from '../session/use-session.ts';
import { doorWords } from './door-words.ts';
import classes from './password-card.module.css';
import { useChangePassword } from './use-change-password.ts';

export function PasswordCard() {
  const { user } = useSession();
  const change = useChangePassword();
  const [missing, setMissing] = useState<{ current?: string; next?: string }>({});
  const [touched, setTouched] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const current = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const currentPassword = current.current?.value ?? '';
    const newPassword = next.current?.value ?? '';
    const weakness = weaknessOf(newPassword, { email: user.email ?? '', name: user.name });
    setMissing({
      ...(currentPassword ? {} : { current: 'Enter your password.' }),
      ...(weakness ? { next: weakness } : {}),
    });
    if (!currentPassword) return current.current?.focus();
    if (weakness) return next.current?.focus();
    change.mutate(
      { currentPassword, newPassword },
      {
        onSuccess: () => {
          form.current?.reset();
          setTouched(false);
          notifications.show({
            title: 'Your password is changed',
            message: 'All your other sessions have ended.',
          });
        },
      },
    );
  };

  const refused = change.error instanceof DoorError ? change.error.of('newPassword') : undefined;
  const failure = refused ? null : doorWords(change.error);
  const said = failure?.at === 'form' ? failure.message : null;
  return (
    <Card title="Password">
      <form ref={form} onSubmit={submit} onInput={() => setTouched(true)} noValidate className={classes.form}>
        <AlertLine>{said}</AlertLine>
        <Stack gap="md" mt={said ? 'md' : 0}>
          {/* Password managers keep the password with this address. */}
          <input type="hidden" name="username" autoComplete="username" value={user.email ?? ''} readOnly />
          <PasswordInput
            ref={current}
            label="Current password"
            name="current-password"
            autoComplete="current-password"
            error={missing.current ?? (failure?.at === 'password' ? failure.message : undefined)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the current password' }}
          />
          <NewPasswordField ref={next} label="New password" error={missing.next ?? refused} />
          <Group justify="space-between" gap="sm">
            <span className={classes.note}>All your other sessions end with it.</span>
            <Button type="submit" variant="default" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
      <LeaveGuard when={touched}>Your password was not changed yet.</LeaveGuard>
    </Card>
  );
}

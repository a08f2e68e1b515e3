import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { weaknessOf } from '@tidings/identity/schema';

import { fieldIssues } from '../../api/field-issues.ts';
import { Card } from '../../ui/card.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { passwordRule } from '../session/field-rules.ts';
import { NewPasswordField } from '../session/new-password-field.tsx';
import { useDoorForm } from '../session/use-door-form.ts';
import { useSession } from '../session/use-session.ts';
import { DoorAlert } from './door-alert.tsx';
import { doorFaults } from './door-words.ts';
import classes from './password-card.module.css';
import { useChangePassword } from './use-change-password.ts';

export function PasswordCard() {
  const { user } = useSession();
  const change = useChangePassword();
  const { form, formRef, submit, refuse, besideFields } = useDoorForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: passwordRule,
      newPassword: (password) => weaknessOf(password, { email: user.email ?? '', name: user.name }),
    },
    faultsOf: (error) =>
      fieldIssues(error, ['newPassword']) ?? doorFaults(error, { password: 'currentPassword' }),
  });
  const send = submit((passwords) =>
    change.mutate(passwords, {
      onSuccess: () => {
        form.reset();
        notifications.show({
          title: 'Your password is changed',
          message: 'All your other sessions have ended.',
        });
      },
      onError: refuse,
    }),
  );
  const failed = besideFields(change.error);
  return (
    <Card title="Password">
      <form ref={formRef} onSubmit={send} noValidate className={classes.form}>
        <DoorAlert error={failed} />
        <Stack gap="md" mt={failed ? 'md' : 0}>
          {/* Password managers keep the password with this address. */}
          <input type="hidden" name="username" autoComplete="username" value={user.email ?? ''} readOnly />
          <PasswordInput
            key={form.key('currentPassword')}
            label="Current password"
            name="current-password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the current password' }}
            {...form.getInputProps('currentPassword')}
          />
          <NewPasswordField
            key={form.key('newPassword')}
            label="New password"
            {...form.getInputProps('newPassword')}
          />
          <Group justify="space-between" gap="sm">
            <span className={classes.note}>All your other sessions end with it.</span>
            <Button type="submit" variant="default" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
      <LeaveGuard when={form.isDirty()}>Your password was not changed yet.</LeaveGuard>
    </Card>
  );
}

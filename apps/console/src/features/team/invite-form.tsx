import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { type InvitationWithLink, inviteInput } from '@tidings/identity/schema';
import type { Role } from '@tidings/kernel/schema';
import { useRef } from 'react';

import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { focusFault } from '../../ui/focus-fault.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { ROLES } from './role-words.ts';
import { useInvite } from './use-invite.ts';

const FIELDS = ['email', 'role'] as const;

interface InviteFormProps {
  onTouched: (touched: boolean) => void;
  onInvited: (invitation: InvitationWithLink) => void;
  onCancel: () => void;
}

export function InviteForm({ onTouched, onInvited, onCancel }: InviteFormProps) {
  const invite = useInvite();
  const form = useForm<{ email: string; role: Role }>({
    initialValues: { email: '', role: 'developer' },
    validate: schemaResolver(inviteInput, { sync: true }),
    onValuesChange: ({ email }) => onTouched(email !== ''),
  });
  const formRef = useRef<HTMLFormElement>(null);
  const showFault = () => focusFault(formRef.current);
  const submit = form.onSubmit(
    (values) =>
      invite.mutate(values, {
        onSuccess: onInvited,
        onError: (error) => {
          form.setErrors(fieldIssues(error, FIELDS) ?? {});
          showFault();
        },
      }),
    showFault,
  );
  return (
    <form ref={formRef} onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('email')}
        />
        <Radio.Group label="Role" {...form.getInputProps('role')}>
          <Stack gap={8} mt={4}>
            {ROLES.map(({ value, label, may }) => (
              <Radio key={value} value={value} label={label} description={may} />
            ))}
          </Stack>
        </Radio.Group>
        {invite.error && !fieldIssues(invite.error, FIELDS) && (
          <ErrorNotice
            error={invite.error}
            doing="invite them"
            undone="Nobody was invited."
            kept="What you typed is still here."
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={invite.isPending}>
            Invite
          </Button>
        </Group>
      </Stack>
      <LeaveGuard when={form.values.email !== ''}>The address that you typed would be lost.</LeaveGuard>
    </form>
  );
}

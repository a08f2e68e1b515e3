import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { type InvitationWithLink, inviteInput } from '@tidings/identity/schema';
import type { Role } from '@tidings/kernel/schema';

import { fieldIssues } from '../../api/field-issues.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
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
  const { formRef, submit, refuse, besideFields } = useSubmit(form, (error) => fieldIssues(error, FIELDS));
  const send = submit((values) => invite.mutate(values, { onSuccess: onInvited, onError: refuse }));
  const failed = besideFields(invite.error);
  return (
    <form ref={formRef} onSubmit={send} noValidate>
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
        {failed && (
          <ErrorNotice
            error={failed}
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

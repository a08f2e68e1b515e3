import { notifications } from '@mantine/notifications';
import type { Member } from '@tidings/identity/schema';
import type { Role } from '@tidings/kernel/schema';
import { useState } from 'react';

import { isolated } from '../../format/isolated.ts';
import { ConfirmModal } from '../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ROLES } from './role-words.ts';
import { useChangeRole } from './use-change-role.ts';

interface ChangeRoleModalProps {
  member: Member;
  isSelf: boolean;
  /** What was chosen; null: nothing is asked. */
  role: Role | null;
  onClose: () => void;
}

/** Says what the other role means before it is given, since it is in force at once. */
export function ChangeRoleModal({ member, isSelf, role, onClose }: ChangeRoleModalProps) {
  const change = useChangeRole();
  // Kept while the dialog fades out.
  const [shown, setShown] = useState(role);
  if (role !== null && role !== shown) setShown(role);
  const words = ROLES.find(({ value }) => value === (role ?? shown)) ?? ROLES[0];
  const close = () => {
    change.reset();
    onClose();
  };
  const confirm = () => {
    if (role === null) return;
    change.mutate(
      { user_id: member.user_id, role },
      {
        onSuccess: () => {
          notifications.show({
            title: isSelf ? `You are a ${role} now` : `${isolated(member.name)} is ${articled(role)} now`,
            message: 'In force from the next request on.',
          });
          close();
        },
      },
    );
  };
  return (
    <ConfirmModal
      opened={role !== null}
      title={
        isSelf
          ? `Make yourself ${articled(words?.value)}?`
          : `Make ${isolated(member.name)} ${articled(words?.value)}?`
      }
      confirm="Change role"
      tone="accent"
      pending={change.isPending}
      onConfirm={confirm}
      onClose={close}
      onClosed={change.reset}
    >
      <p style={{ marginTop: 0 }}>
        {words?.label}: {words?.may}
        {isSelf && ' You cannot take this back yourself.'}
      </p>
      {change.error && <ErrorNotice error={change.error} doing="change the role" undone="It is as it was." />}
    </ConfirmModal>
  );
}

function articled(role: Role | undefined): string {
  return role === 'admin' ? 'an admin' : `a ${role}`;
}

import { notifications } from '@mantine/notifications';
import type { Member } from '@tidings/identity/schema';

import { isolated } from '../../format/isolated.ts';
import { ConfirmModal } from '../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { goTo } from '../session/go-to.ts';
import { useSession } from '../session/use-session.ts';
import { useRemoveMember } from './use-remove-member.ts';

interface RemoveMemberModalProps {
  member: Member;
  isSelf: boolean;
  opened: boolean;
  onClose: () => void;
}

export function RemoveMemberModal({ member, isSelf, opened, onClose }: RemoveMemberModalProps) {
  const { account } = useSession();
  const remove = useRemoveMember();
  const { name } = member;
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    remove.mutate(
      { user_id: member.user_id },
      {
        onSuccess: () => {
          if (isSelf) return goTo('/');
          notifications.show({
            title: `${isolated(name)} was removed`,
            message: 'Their next request is refused.',
          });
          close();
        },
      },
    );
  return (
    <ConfirmModal
      opened={opened}
      title={isSelf ? `Leave ${isolated(account.name)}?` : `Remove ${isolated(name)}?`}
      confirm={isSelf ? 'Leave' : 'Remove'}
      pending={remove.isPending}
      onConfirm={confirm}
      onClose={close}
      onClosed={remove.reset}
    >
      <p style={{ marginTop: 0 }}>
        {isSelf
          ? 'You are refused from your next request on, and come back only by an invitation. What you made stays.'
          : 'They are refused from their next request on. What they made stays, also keys: revoke those that they know.'}
      </p>
      {remove.error && (
        <ErrorNotice
          error={remove.error}
          doing={isSelf ? 'leave the account' : 'remove the member'}
          undone="Nothing was changed."
        />
      )}
    </ConfirmModal>
  );
}

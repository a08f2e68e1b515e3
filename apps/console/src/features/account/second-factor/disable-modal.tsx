import { Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';

import { closable } from '../../../ui/closable.ts';
import { PasswordStep } from './password-step.tsx';
import { useDisableSecondFactor } from './use-second-factor.ts';

export function DisableModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const disable = useDisableSecondFactor();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      {...closable(!disable.isPending)}
      title="Turn off the second factor?"
      onExitTransitionEnd={disable.reset}
    >
      <PasswordStep
        action="Turn off"
        tone="failure"
        pending={disable.isPending}
        error={disable.error}
        onSubmit={(password, refuse) =>
          disable.mutate(password, {
            onError: refuse,
            onSuccess: () => {
              notifications.show({
                title: 'The second factor is off',
                message: 'Your password alone signs you in.',
              });
              onClose();
            },
          })
        }
        onCancel={onClose}
      >
        From then on your password alone signs you in. The app's codes and your backup codes open nothing.
      </PasswordStep>
    </Modal>
  );
}

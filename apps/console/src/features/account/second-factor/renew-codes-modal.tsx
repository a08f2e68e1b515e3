import { Modal } from '@mantine/core';

import { closable } from '../../../ui/closable.ts';
import { BackupCodes } from './backup-codes.tsx';
import { CodesGuard } from './codes-guard.tsx';
import { PasswordStep } from './password-step.tsx';
import { useRenewBackupCodes } from './use-second-factor.ts';

export function RenewCodesModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const renew = useRenewBackupCodes();
  const isShown = renew.data !== undefined;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      {...closable(!isShown && !renew.isPending)}
      closeOnClickOutside={false}
      withCloseButton={!isShown}
      title={isShown ? 'Save your backup codes' : 'Make new backup codes'}
      onExitTransitionEnd={renew.reset}
    >
      {renew.data ? (
        <BackupCodes codes={renew.data.backupCodes} onDone={onClose}>
          Each works once, and they are not shown again. The codes that you had before open nothing any more.
        </BackupCodes>
      ) : (
        <>
          <PasswordStep
            action="Make new codes"
            pending={renew.isPending}
            error={renew.error}
            onSubmit={(password, refuse) => renew.mutate(password, { onError: refuse })}
            onCancel={onClose}
          >
            You get ten new codes. Those that you have open nothing from then on.
          </PasswordStep>
          <CodesGuard when={renew.isPending}>
            The new codes are being made, and show here this once. Those that you have open nothing any more.
          </CodesGuard>
        </>
      )}
    </Modal>
  );
}

import { Modal } from '@mantine/core';
import { useState } from 'react';

import { closable } from '../../../ui/closable.ts';
import { BackupCodes } from './backup-codes.tsx';
import { CodesGuard } from './codes-guard.tsx';
import { EnrolStep } from './enrol-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { type Enrolment, useConfirmSecondFactor, useEnableSecondFactor } from './use-second-factor.ts';

const TITLES = {
  password: 'Turn on the second factor',
  enrol: 'Add it to your authenticator app',
  codes: 'Save your backup codes',
};

/** Password, then a first code of the app, then the backup codes. */
export function EnableModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const enable = useEnableSecondFactor();
  const confirm = useConfirmSecondFactor();
  const [step, setStep] = useState<keyof typeof TITLES>('password');
  const [made, setMade] = useState<Enrolment | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      // What is shown once goes only by the button that says so, and not before it was seen.
      {...closable(step !== 'codes' && !enable.isPending && !confirm.isPending)}
      closeOnClickOutside={false}
      withCloseButton={step !== 'codes'}
      title={TITLES[step]}
      onExitTransitionEnd={() => {
        setStep('password');
        setMade(null);
        enable.reset();
        confirm.reset();
      }}
    >
      {made === null || step === 'password' ? (
        <PasswordStep
          action="Continue"
          pending={enable.isPending}
          error={enable.error}
          onSubmit={(password, refuse) =>
            enable.mutate(password, {
              onError: refuse,
              onSuccess: (enrolment) => {
                setMade(enrolment);
                setStep('enrol');
              },
            })
          }
          onCancel={onClose}
        >
          You need an authenticator app, such as one on your phone.
        </PasswordStep>
      ) : step === 'enrol' ? (
        <>
          <EnrolStep
            otpauth={made.totpURI}
            pending={confirm.isPending}
            error={confirm.error}
            onSubmit={(code, refuse) =>
              confirm.mutate(code, { onError: refuse, onSuccess: () => setStep('codes') })
            }
            onCancel={onClose}
          />
          <CodesGuard when={confirm.isPending}>
            The second factor is being turned on. Its backup codes show here this once.
          </CodesGuard>
        </>
      ) : (
        <BackupCodes codes={made.backupCodes} onDone={onClose}>
          The second factor is on. Each of these codes signs you in once where you do not have the app. They
          are not shown again.
        </BackupCodes>
      )}
    </Modal>
  );
}

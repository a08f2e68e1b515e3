import { Modal } from '@mantine/core';
import { useState } from 'react';

import { BackupCodes } from './backup-codes.tsx';
import { EnrolStep } from './enrol-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { type Enrolment, useEnableSecondFactor } from './use-second-factor.ts';

const TITLES = {
  password: 'Turn on the second factor',
  enrol: 'Add it to your authenticator app',
  codes: 'Save your backup codes',
};

/** Password, then a first code of the app, then the backup codes. */
export function EnableModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const enable = useEnableSecondFactor();
  const [step, setStep] = useState<keyof typeof TITLES>('password');
  const [made, setMade] = useState<Enrolment | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
      // What is shown once goes only by the button that says so.
      closeOnEscape={step !== 'codes'}
      withCloseButton={step !== 'codes'}
      title={TITLES[step]}
      onExitTransitionEnd={() => {
        setStep('password');
        setMade(null);
        enable.reset();
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
        <EnrolStep otpauth={made.totpURI} onConfirmed={() => setStep('codes')} onCancel={onClose} />
      ) : (
        <BackupCodes codes={made.backupCodes} onDone={onClose}>
          The second factor is on. Each of these codes signs you in once where you do not have the app. They
          are not shown again.
        </BackupCodes>
      )}
    </Modal>
  );
}

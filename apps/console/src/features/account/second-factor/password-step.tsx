import type { ReactNode } from 'react';

import { AskPasswordForm } from '../../session/ask-password-form.tsx';
import { DoorAlert } from '../door-alert.tsx';
import { doorFaults } from '../door-words.ts';

interface PasswordStepProps {
  /** What follows. */
  children: ReactNode;
  action: string;
  tone?: 'accent' | 'failure';
  pending: boolean;
  error: unknown;
  onSubmit: (password: string, refuse: (error: unknown) => void) => void;
  onCancel: () => void;
}

/** Asks for the password before anything changes about how its owner signs in. */
export function PasswordStep({ children, ...form }: PasswordStepProps) {
  return (
    <AskPasswordForm {...form} faultsOf={(error) => doorFaults(error, { password: 'password' })}>
      {(failed) => (
        <div>
          {children}
          <DoorAlert error={failed} />
        </div>
      )}
    </AskPasswordForm>
  );
}

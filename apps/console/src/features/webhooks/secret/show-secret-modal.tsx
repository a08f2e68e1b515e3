import { Modal, Text } from '@mantine/core';

import { fieldIssues } from '../../../api/field-issues.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { AskPasswordForm } from '../../session/ask-password-form.tsx';

interface ShowSecretModalProps {
  opened: boolean;
  pending: boolean;
  error: unknown;
  onSubmit: (password: string, refuse: (error: unknown) => void) => void;
  onClose: () => void;
}

/** Asks for the password before a secret is shown again. */
export function ShowSecretModal({ opened, onClose, ...form }: ShowSecretModalProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Show the secret">
      <AskPasswordForm
        {...form}
        action="Show the secret"
        faultsOf={(error) => fieldIssues(error, ['password'])}
        onCancel={onClose}
      >
        {(failed) => (
          <>
            <Text c="dimmed">
              Whoever has it can send your endpoint events in our name, so enter your password first. That it
              was shown is noted in the audit log.
            </Text>
            {failed !== null && (
              <ErrorNotice error={failed} doing="show the secret" kept="It was not shown." />
            )}
          </>
        )}
      </AskPasswordForm>
    </Modal>
  );
}

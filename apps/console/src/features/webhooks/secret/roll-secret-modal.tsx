import { Modal } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';

import { RollSecretForm } from './roll-secret-form.tsx';
import { RolledSecret } from './rolled-secret.tsx';
import { useRollSecret } from './use-roll-secret.ts';

interface RollSecretModalProps {
  webhook: Webhook;
  opened: boolean;
  onClose: () => void;
}

/** Gives a webhook a new secret, and shows it this once. */
export function RollSecretModal({ webhook, opened, onClose }: RollSecretModalProps) {
  const roll = useRollSecret();
  const isShown = roll.data !== undefined;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      // The secret goes with the dialog: not before it is out of sight, and not by a slip of the hand.
      onExitTransitionEnd={roll.reset}
      closeOnClickOutside={!isShown}
      closeOnEscape={!isShown}
      title={isShown ? 'The new secret' : `Roll the secret of ${webhook.name}`}
      size={560}
    >
      {roll.data ? (
        <RolledSecret rolled={roll.data} onDone={onClose} />
      ) : (
        <RollSecretForm
          webhook={webhook}
          pending={roll.isPending}
          error={roll.error}
          onRoll={(hours) => roll.mutate({ id: webhook.id, overlap_hours: hours })}
          onCancel={onClose}
        />
      )}
    </Modal>
  );
}

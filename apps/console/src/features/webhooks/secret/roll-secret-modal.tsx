import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Webhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { isolated } from '../../../format/isolated.ts';
import { trpc } from '../../../api/client.ts';
import { closable } from '../../../ui/closable.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PartLoading } from '../../../ui/part-loading.tsx';
import { useRollSecret } from './use-roll-secret.ts';

// Lists of webhooks do without, until a secret is rolled from there.
const RollSecretForm = lazy(async () => ({
  default: (await import('./roll-secret-form.tsx')).RollSecretForm,
}));
const RolledSecret = lazy(async () => ({ default: (await import('./rolled-secret.tsx')).RolledSecret }));

interface RollSecretModalProps {
  webhook: Pick<Webhook, 'id' | 'name'>;
  opened: boolean;
  onClose: () => void;
}

/** Gives a webhook a new secret, and shows it this once. */
export function RollSecretModal({ webhook, opened, onClose }: RollSecretModalProps) {
  const roll = useRollSecret();
  // What a roll means depends on the secrets that sign, which no list has.
  const whole = useQuery(trpc.webhooks.get.queryOptions({ id: webhook.id }, { enabled: opened }));
  const isShown = roll.data !== undefined;
  const loading = <PartLoading label="The webhook is loading" height={190} />;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      {...closable(!roll.isPending)}
      // The secret goes with the dialog: not before it is out of sight, and not by a slip of the hand.
      onExitTransitionEnd={roll.reset}
      {...(isShown && { closeOnClickOutside: false, closeOnEscape: false })}
      title={isShown ? 'The new secret' : `Roll the secret of ${isolated(webhook.name)}`}
      size={560}
    >
      <Suspense fallback={loading}>
        {roll.data ? (
          <RolledSecret rolled={roll.data} onDone={onClose} />
        ) : !whole.data && whole.error ? (
          <ErrorNotice
            error={whole.error}
            doing="load the webhook"
            kept="Its secret was not rolled."
            onRetry={() => whole.refetch()}
          />
        ) : !whole.data ? (
          loading
        ) : (
          <RollSecretForm
            webhook={whole.data}
            pending={roll.isPending}
            error={roll.error}
            onRoll={(hours, refuse) =>
              roll.mutate({ id: webhook.id, overlap_hours: hours }, { onError: refuse })
            }
            onCancel={onClose}
          />
        )}
      </Suspense>
    </Modal>
  );
}

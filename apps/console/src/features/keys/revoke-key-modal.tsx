import type { Key } from '@tidings/identity/schema';

import { isolated } from '../../format/isolated.ts';
import { ConfirmModal } from '../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Mono } from '../../ui/mono.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useRevokeKey } from './use-revoke-key.ts';

interface RevokeKeyModalProps {
  apiKey: Pick<Key, 'id' | 'name' | 'hint' | 'last_used_at'>;
  opened: boolean;
  onClose: () => void;
}

export function RevokeKeyModal({ apiKey, opened, onClose }: RevokeKeyModalProps) {
  const { id, name, hint, last_used_at: lastUsed } = apiKey;
  const revoke = useRevokeKey(name);
  return (
    <ConfirmModal
      opened={opened}
      title={`Revoke ${isolated(name)}?`}
      confirm="Revoke key"
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate({ id }, { onSuccess: onClose })}
      onClose={onClose}
      onClosed={revoke.reset}
    >
      <p style={{ marginTop: 0 }}>
        The next request with <Mono>{hint}</Mono> is refused.{' '}
        {lastUsed ? (
          <>
            It was last used <RelativeTime at={lastUsed} />.
          </>
        ) : (
          'It was never used.'
        )}{' '}
        What it made stays. This cannot be undone.
      </p>
      {revoke.error && <ErrorNotice error={revoke.error} doing="revoke the key" undone="It still works." />}
    </ConfirmModal>
  );
}

import { Modal } from '@mantine/core';
import type { Webhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PartLoading } from '../../ui/part-loading.tsx';
import { useEventTypes } from '../catalog/use-event-types.ts';

const SendExampleForm = lazy(async () => ({
  default: (await import('./send-example-form.tsx')).SendExampleForm,
}));

interface SendExampleModalProps {
  webhook: Pick<Webhook, 'name' | 'events'>;
  opened: boolean;
  onClose: () => void;
  onSent?: () => void;
}

export function SendExampleModal({ webhook, opened, onClose, onSent }: SendExampleModalProps) {
  const catalog = useEventTypes();
  const loading = <PartLoading label="The example is loading" height={320} />;
  return (
    <Modal opened={opened} onClose={onClose} title="Send example event" size={560}>
      {catalog.error && !catalog.data && (
        <ErrorNotice
          error={catalog.error}
          doing="load the event types"
          meanwhile="Webhooks go on getting their events."
          onRetry={() => catalog.refetch()}
        />
      )}
      {!catalog.error && !catalog.data && loading}
      {catalog.data && (
        <Suspense fallback={loading}>
          <SendExampleForm webhook={webhook} types={catalog.data.data} onClose={onClose} onSent={onSent} />
        </Suspense>
      )}
    </Modal>
  );
}

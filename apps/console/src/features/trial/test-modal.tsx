import { Modal } from '@mantine/core';
import type { ListedWebhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { isolated } from '../../format/isolated.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PartLoading } from '../../ui/part-loading.tsx';
import { useEventTypes } from '../catalog/use-event-types.ts';

// Lists of webhooks do without, until one is tested from there.
const ExampleTest = lazy(async () => ({ default: (await import('./example-test.tsx')).ExampleTest }));

interface TestModalProps {
  webhook: ListedWebhook;
  opened: boolean;
  onClose: () => void;
}

/** A test from where a webhook is listed: the example of one type. Its page has the rest. */
export function TestModal({ webhook, opened, onClose }: TestModalProps) {
  const catalog = useEventTypes();
  const loading = <PartLoading label="The test is loading" height={150} />;
  return (
    <Modal opened={opened} onClose={onClose} title={`Test ${isolated(webhook.name)}`} size={820}>
      {catalog.data ? (
        <Suspense fallback={loading}>
          <ExampleTest webhook={webhook} types={catalog.data.data} />
        </Suspense>
      ) : catalog.error ? (
        <ErrorNotice
          error={catalog.error}
          doing="load the event types"
          kept="Nothing was sent."
          onRetry={() => catalog.refetch()}
        />
      ) : (
        loading
      )}
    </Modal>
  );
}

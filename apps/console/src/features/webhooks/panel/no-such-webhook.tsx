import { Button } from '@mantine/core';

import { EmptyState } from '../../../ui/empty-state.tsx';

export function NoSuchWebhook({ onClose }: { onClose: () => void }) {
  return (
    <EmptyState title="There is no such webhook" action={<Button onClick={onClose}>Close</Button>}>
      It was deleted, or the link is of another account.
    </EmptyState>
  );
}

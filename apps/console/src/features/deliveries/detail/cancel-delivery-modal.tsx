import type { Delivery } from '@tidings/delivery/schema';

import { ConfirmModal } from '../../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useCancelDelivery } from '../use-cancel-delivery.ts';

interface CancelDeliveryModalProps {
  delivery: Pick<Delivery, 'id' | 'event_type'>;
  opened: boolean;
  onClose: () => void;
}

export function CancelDeliveryModal({ delivery, opened, onClose }: CancelDeliveryModalProps) {
  const cancel = useCancelDelivery();
  return (
    <ConfirmModal
      opened={opened}
      title="Cancel this delivery?"
      confirm="Cancel delivery"
      dismiss="Keep it"
      pending={cancel.isPending}
      onConfirm={() => cancel.mutate({ id: delivery.id }, { onSuccess: onClose })}
      onClose={onClose}
      onClosed={cancel.reset}
    >
      <p style={{ marginTop: 0 }}>
        No further attempt of this {delivery.event_type} is made by itself. You can still retry it by hand.
      </p>
      {cancel.error && (
        <ErrorNotice error={cancel.error} doing="cancel the delivery" undone="It goes on as planned." />
      )}
    </ConfirmModal>
  );
}

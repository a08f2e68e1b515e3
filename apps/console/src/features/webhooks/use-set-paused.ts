import { notifications } from '@mantine/notifications';
import type { Webhook } from '@tidings/endpoint/schema';

import { describeFailure } from '../../api/failure.ts';
import { useUpdateWebhook } from './use-update-webhook.ts';

/** Pauses or resumes a webhook and says what that means for its deliveries. */
export function useSetPaused(webhook: Pick<Webhook, 'id' | 'name' | 'status'>) {
  const update = useUpdateWebhook();
  const pausing = webhook.status === 'active';
  const toggle = () =>
    update.mutate(
      { id: webhook.id, status: pausing ? 'paused' : 'active' },
      {
        onSuccess: () =>
          notifications.show({
            title: pausing ? `${webhook.name} is paused` : `${webhook.name} is active again`,
            message: pausing
              ? 'Deliveries that are pending wait until you resume it.'
              : 'Deliveries that waited go out at a gentle rate.',
          }),
        onError: (error) => {
          const { title, detail } = describeFailure(
            error,
            pausing ? 'pause the webhook' : 'resume the webhook',
          );
          notifications.show({ color: 'failure', title, message: detail });
        },
      },
    );
  return { label: pausing ? 'Pause' : 'Resume', pausing, pending: update.isPending, toggle };
}

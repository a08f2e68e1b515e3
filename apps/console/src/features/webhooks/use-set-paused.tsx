import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { isolated } from '../../format/isolated.ts';
import { tellFailure } from '../../ui/tell-failure.ts';
import { useUpdateWebhook } from './use-update-webhook.ts';

/** Long enough to read it and to follow what it offers. */
const RESUMED_MS = 12_000;

/** Pauses or resumes a webhook and says what that means for its deliveries. */
export function useSetPaused(webhook: Pick<Webhook, 'id' | 'name' | 'status'>) {
  const update = useUpdateWebhook();
  const navigate = useNavigate();
  const pausing = webhook.status === 'active';
  // Notifications stand outside the router, so what they offer is no link of it.
  const sayResumed = () => {
    const toast = notifications.show({
      autoClose: RESUMED_MS,
      title: `${isolated(webhook.name)} is active again`,
      message: (
        <>
          Deliveries that waited go out at a gentle rate.{' '}
          <Anchor
            underline="always"
            component="button"
            type="button"
            onClick={() => {
              notifications.hide(toast);
              void navigate({
                to: '/dashboard/events',
                search: { replay: 'new', webhook: webhook.id, only: 'missed' },
              });
            }}
          >
            Replay what was missed
          </Anchor>
        </>
      ),
    });
  };
  const set = async () => {
    try {
      await update.mutateAsync({ id: webhook.id, status: pausing ? 'paused' : 'active' });
    } catch (error) {
      if (pausing) return tellFailure(error, 'pause the webhook', 'It is still active.');
      return tellFailure(error, 'resume the webhook', 'Nothing is delivered to it yet.');
    }
    if (!pausing) return sayResumed();
    notifications.show({
      title: `${isolated(webhook.name)} is paused`,
      message: 'Deliveries that are pending wait until you resume it.',
    });
  };
  // Not by the callbacks of `mutate`, which are not called once the menu is closed that it was asked from.
  const toggle = () => void set();
  return { label: pausing ? 'Pause' : 'Resume', pausing, pending: update.isPending, toggle };
}

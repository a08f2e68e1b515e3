import { Stack } from '@mantine/core';
import type { Event } from '@tidings/event/schema';
import { useState } from 'react';

import { shortId } from '../../../format/id.ts';
import { ConfirmModal } from '../../../ui/confirm-modal.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Mono } from '../../../ui/mono.tsx';
import { UnreadLine } from '../../../ui/unread-line.tsx';
import { useAllWebhooks } from '../../webhooks/use-all-webhooks.ts';
import { ReplayTarget } from '../replay/replay-target.tsx';
import { useReplayEvent } from './use-replay-event.ts';

interface ReplayEventModalProps {
  event: Pick<Event, 'id' | 'type'>;
  /** The webhook that is proposed; null for all. */
  webhookId: string | null;
  opened: boolean;
  onClose: () => void;
}

/** Asks before an event is delivered once more, and to whom. */
export function ReplayEventModal({ event, webhookId, opened, onClose }: ReplayEventModalProps) {
  const [chosen, setChosen] = useState(webhookId);
  const webhooks = useAllWebhooks();
  const replay = useReplayEvent();
  const active = (webhooks.data ?? []).filter(({ status }) => status === 'active');
  const start = () =>
    replay.mutate({ id: event.id, webhook_id: chosen ?? undefined }, { onSuccess: onClose });
  return (
    <ConfirmModal
      opened={opened}
      title="Replay this event?"
      confirm="Replay"
      tone="accent"
      pending={replay.isPending}
      onConfirm={start}
      onClose={onClose}
      onClosed={replay.reset}
    >
      <Stack gap="md">
        <p style={{ margin: 0 }}>
          {event.type} <Mono>{shortId(event.id)}</Mono> is delivered once more, under the same event id. An
          endpoint that remembers what it has processed will know it.
        </p>
        <ReplayTarget
          label="To"
          all="All active webhooks that get such an event"
          webhooks={active}
          value={chosen}
          onChange={setChosen}
        />
        <UnreadLine of={[[webhooks, 'The webhooks to choose from could not be loaded.']]} />
        {replay.error && (
          <ErrorNotice error={replay.error} doing="replay the event" undone="Nothing was sent." />
        )}
      </Stack>
    </ConfirmModal>
  );
}

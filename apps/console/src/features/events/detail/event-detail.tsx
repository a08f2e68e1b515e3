import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Event } from '@tidings/event/schema';

import { fullTime } from '../../../format/time.ts';
import detail from '../../../log/row-detail.module.css';
import { BlockHead } from '../../../ui/block-head.tsx';
import { ChipButton } from '../../../ui/chip-button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyText } from '../../../ui/copy-button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Mono } from '../../../ui/mono.tsx';
import { useIsViewer } from '../../session/use-session.ts';
import { isErased, type About } from '../about.ts';
import { useEvent } from '../use-event.ts';
import classes from './event-detail.module.css';
import { Explanations } from './explanations.tsx';
import { ReplayEventModal } from './replay-event-modal.tsx';

interface EventDetailProps {
  event: Event;
  about: readonly About[];
  onFind: (value: string) => void;
}

/** An event as it was published, and for every webhook what became of it. */
export function EventDetail({ event, about, onFind }: EventDetailProps) {
  const explained = useEvent(event.id);
  const isViewer = useIsViewer();
  const [replaying, replayModal] = useDisclosure(false);
  const { id, type, api_version, created_at, account_id, data } = event;
  // What stands for hidden data is no part of the event.
  const shown = { id, type, api_version, created_at, account_id, ...(!isViewer && { data }) };
  const envelope = JSON.stringify(shown, null, 2);
  const erased = isErased(event);
  return (
    <div className={detail.panel}>
      <div className={detail.columns}>
        {explained.error && !explained.data ? (
          <ErrorNotice
            error={explained.error}
            doing="explain the event"
            kept="The event itself is here."
            onRetry={() => explained.refetch()}
          />
        ) : explained.data ? (
          <Explanations event={event} explain={explained.data.explain} canReplay={!erased && !isViewer} />
        ) : (
          <div role="status" aria-busy aria-label="What became of the event is loading">
            <Skeleton height={168} radius="md" />
          </div>
        )}
        <section aria-label="Event as it was published">
          <BlockHead title="Event">
            {!isViewer && (
              <CopyText value={envelope} label="Copy the event">
                Copy
              </CopyText>
            )}
          </BlockHead>
          <CodeBlock label="Envelope" maxHeight={420} as="json">
            {envelope}
          </CodeBlock>
          {isViewer && (
            <p className={classes.note}>
              <Mono>data</Mono> is hidden. Your role, viewer, sees events without their data.
            </p>
          )}
          {about.length > 0 && (
            <div className={classes.find} role="group" aria-label="Find other events">
              <span className={classes.dim}>Find others about</span>
              {about.map(({ name, value, words }) => (
                <ChipButton key={`${name} ${value}`} onClick={() => onFind(value)}>
                  {`${name}: ${words}`}
                </ChipButton>
              ))}
            </div>
          )}
        </section>
      </div>
      <div className={detail.foot}>
        <p className={classes.ids}>
          Event <Mono>{id}</Mono>, {fullTime(created_at)}
        </p>
        {!isViewer && (
          <Button
            variant="default"
            disabled={erased}
            title={erased ? 'Its data was erased on request: it cannot be delivered again' : undefined}
            onClick={replayModal.open}
          >
            Replay this event
          </Button>
        )}
      </div>
      {!isViewer && (
        <ReplayEventModal event={event} webhookId={null} opened={replaying} onClose={replayModal.close} />
      )}
    </div>
  );
}

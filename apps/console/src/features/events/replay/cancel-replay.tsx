import { Button, Group } from '@mantine/core';
import type { Replay } from '@tidings/delivery/schema';
import { useState } from 'react';

import { ErrorNotice } from '../../../ui/error-notice.tsx';
import classes from './replay.module.css';
import { useCancelReplay } from './use-cancel-replay.ts';

/** A ref that takes the focus to what has just come in the place of what had it. */
const focus = (button: HTMLButtonElement | null) => button?.focus();

/** Ends a replay, after a question. In the panel itself: a dialog above it would share its Escape. */
export function CancelReplay({ replay }: { replay: Pick<Replay, 'id'> }) {
  const [asking, setAsking] = useState<boolean | null>(null);
  const cancel = useCancelReplay();
  if (!asking) {
    return (
      <Button
        variant="default"
        ref={asking === false ? focus : undefined}
        onClick={() => setAsking(true)}
        style={{ alignSelf: 'flex-start' }}
      >
        Cancel replay
      </Button>
    );
  }
  return (
    <div className={classes.preview} role="group" aria-label="Cancel this replay?">
      <p className={classes.question}>Cancel this replay?</p>
      <p className={classes.dim}>
        What has been sent stays sent. Its other deliveries are cancelled, and no more are made.
      </p>
      {cancel.error && <ErrorNotice error={cancel.error} doing="cancel the replay" undone="It goes on." />}
      <Group gap="xs" mt={10}>
        <Button variant="default" ref={focus} onClick={() => setAsking(false)}>
          Let it go on
        </Button>
        <Button color="failure" loading={cancel.isPending} onClick={() => cancel.mutate({ id: replay.id })}>
          Cancel replay
        </Button>
      </Group>
    </div>
  );
}

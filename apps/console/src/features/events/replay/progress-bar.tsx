import { VisuallyHidden } from '@mantine/core';
import type { Replay } from '@tidings/delivery/schema';

import { percentOf, progressWords, REPLAY_LABELS, REPLAY_TONES } from './replay-words.ts';
import classes from './replay.module.css';

/** Heard every so many percent, and not every second. */
const SPOKEN_STEP = 25;

/** How much of a replay is done. */
export function ProgressBar({ replay }: { replay: Replay }) {
  const percent = percentOf(replay);
  const spoken = Math.floor(percent / SPOKEN_STEP) * SPOKEN_STEP;
  return (
    <>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label="Progress of the replay"
        // While it is counted nobody knows how much there is.
        aria-valuenow={replay.status === 'counting' ? undefined : percent}
        aria-valuetext={progressWords(replay)}
      >
        <div
          className={classes.fill}
          data-tone={REPLAY_TONES[replay.status]}
          style={{ width: `${percent}%` }}
        />
      </div>
      <VisuallyHidden role="status">{`${REPLAY_LABELS[replay.status]}, ${spoken}%`}</VisuallyHidden>
    </>
  );
}

import { Progress } from '@mantine/core';

import { counted } from '../../format/number.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './trial.module.css';

/** How long the answer has been waited for, of the time that it has. */
export function TrialProgress({ startedAtMs, seconds }: { startedAtMs: number; seconds: number }) {
  const passed = Math.min(seconds, Math.max(0, Math.floor((useNow() - startedAtMs) / 1000)));
  return (
    <div className={classes.progress} role="status">
      <span>Waiting for the endpoint, {counted(seconds, 'second')} at most</span>
      <Progress
        size={4}
        value={Math.max(6, (passed / seconds) * 100)}
        transitionDuration={900}
        aria-label="Time that has passed"
      />
    </div>
  );
}

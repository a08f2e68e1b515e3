import { Anchor } from '@mantine/core';

import classes from './unread-notice.module.css';

interface UnreadNoticeProps {
  /** What could not be read, as a sentence each. */
  sentences: readonly string[];
  onRetry: () => void;
}

/** One quiet line for what the overview can do without. It is there before there is something to say, to be announced. */
export function UnreadNotice({ sentences, onRetry }: UnreadNoticeProps) {
  return (
    <div role="status">
      {sentences.length > 0 && (
        <p className={classes.line}>
          {sentences.join(' ')}{' '}
          <Anchor component="button" type="button" underline="always" onClick={onRetry}>
            Try again
          </Anchor>
        </p>
      )}
    </div>
  );
}

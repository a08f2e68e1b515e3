import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';

import { useConnection } from '../live/use-connection.ts';
import classes from './live-badge.module.css';

interface LiveBadgeProps {
  live: boolean;
  connected: boolean;
  /** Whether what is shown is told of by the stream of news. */
  isTold?: boolean;
  onToggle: () => void;
}

const TITLES = {
  Live: 'Pause live updates',
  Polling: 'The live connection is interrupted; asked every few seconds until it is back. Pause live updates',
  Reconnecting: 'Pause live updates',
  Paused: 'Resume live updates',
};

/** Says whether the log follows, and stops it. */
export function LiveBadge({ live, connected, isTold = false, onToggle }: LiveBadgeProps) {
  const connection = useConnection();
  const word = !live
    ? 'Paused'
    : !connected
      ? 'Reconnecting'
      : isTold && connection === 'broken'
        ? 'Polling'
        : 'Live';
  return (
    <button
      type="button"
      className={classes.badge}
      data-state={word}
      data-stream={connection}
      aria-pressed={live}
      aria-label={`Live updates: ${word}`}
      title={TITLES[word]}
      onClick={onToggle}
    >
      <span className={classes.dot} aria-hidden />
      {word}
      {live ? <IconPlayerPause size={12} aria-hidden /> : <IconPlayerPlay size={12} aria-hidden />}
    </button>
  );
}

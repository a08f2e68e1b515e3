import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';

import classes from './live-badge.module.css';

interface LiveBadgeProps {
  live: boolean;
  connected: boolean;
  onToggle: () => void;
}

/** Says whether the log follows, and stops it. */
export function LiveBadge({ live, connected, onToggle }: LiveBadgeProps) {
  const word = !live ? 'Paused' : connected ? 'Live' : 'Reconnecting';
  return (
    <button
      type="button"
      className={classes.badge}
      data-state={word}
      aria-pressed={live}
      aria-label={`Live updates: ${word}`}
      title={live ? 'Pause live updates' : 'Resume live updates'}
      onClick={onToggle}
    >
      <span className={classes.dot} aria-hidden />
      {word}
      {live ? <IconPlayerPause size={12} aria-hidden /> : <IconPlayerPlay size={12} aria-hidden />}
    </button>
  );
}

import classes from './status-badge.module.css';

export type Tone = 'success' | 'failure' | 'warning' | 'rest' | 'accent';

/** A round badge with dot and word: colour is never the only sign. */
export function StatusBadge({ tone, children, title }: { tone: Tone; children: string; title?: string }) {
  return (
    <span className={classes.badge} data-tone={tone} title={title}>
      <span className={classes.dot} aria-hidden />
      {children}
    </span>
  );
}

import { milliseconds } from '../../../format/number.ts';
import { BlockHead } from '../../../ui/block-head.tsx';
import { phasesOf, whyAbsent } from './phases.ts';
import type { ShownAttempt } from './shown-attempt.ts';
import classes from './waterfall.module.css';

const SMALLEST_PERCENT = 1.6;

/** Where the time of an attempt went, phase by phase on one scale. */
export function Waterfall({ attempt }: { attempt: ShownAttempt }) {
  const phases = phasesOf(attempt);
  const total = attempt.timings.total ?? attempt.duration_ms;
  return (
    <section aria-label="Where the time went">
      <BlockHead title="Where the time went" />
      <dl className={classes.phases}>
        {phases.map((phase) => (
          <div key={phase.name} className={classes.phase}>
            <dt>{phase.name}</dt>
            <dd className={classes.track}>
              {phase.ms === null ? (
                <span className={classes.absent}>{whyAbsent(phase.name, attempt)}</span>
              ) : (
                <span
                  className={classes.bar}
                  data-critical={phase.critical || undefined}
                  style={{
                    left: `${Math.min(phase.start * 100, 100 - SMALLEST_PERCENT)}%`,
                    width: `${Math.max(phase.share * 100, SMALLEST_PERCENT)}%`,
                  }}
                />
              )}
            </dd>
            <dd className={classes.ms}>{milliseconds(phase.ms)}</dd>
          </div>
        ))}
        <div className={classes.phase} data-total>
          <dt>Total</dt>
          <dd className={classes.track} />
          <dd className={classes.ms}>{milliseconds(total)}</dd>
        </div>
      </dl>
    </section>
  );
}

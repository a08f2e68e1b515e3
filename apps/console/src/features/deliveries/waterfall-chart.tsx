import type { Attempt } from '@tidings/delivery/schema';

import { count, milliseconds } from '../../format/number.ts';
import classes from './waterfall-chart.module.css';
import detail from './delivery-detail.module.css';
import { waterfall } from './waterfall.ts';

const SMALLEST_PERCENT = 1.6;

/** Where the time of an attempt went, phase by phase on one scale. */
export function WaterfallChart({ attempt, allowedMs }: { attempt: Attempt; allowedMs: number }) {
  const phases = waterfall(attempt, allowedMs);
  const total = attempt.timings.total ?? attempt.duration_ms;
  const reused =
    phases.slice(0, 3).every((phase) => phase.ms === null) && attempt.timings.first_byte !== null;
  return (
    <section aria-label="Where the time went">
      <div className={detail.blockHead}>
        <h3 className={detail.title}>Where the time went</h3>
        {total !== null && (
          <span className={detail.aside}>
            {count(Math.round(total))} ms of {count(allowedMs)}
          </span>
        )}
      </div>
      <dl className={classes.phases}>
        {phases.map((phase) => (
          <div key={phase.name} className={classes.phase}>
            <dt>{phase.name}</dt>
            <dd className={classes.track}>
              {phase.ms !== null && (
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
      </dl>
      {reused && (
        <p className={detail.why}>The connection was open already, so nothing went into opening it.</p>
      )}
    </section>
  );
}

import '@mantine/charts/styles.css';

import { Title } from '@mantine/core';
import type { Stats } from '@tidings/metrics/schema';

import { count, milliseconds } from '../../../format/number.ts';
import { AttemptsChart } from './attempts-chart.tsx';
import classes from './charts.module.css';
import { DurationsChart } from './durations-chart.tsx';

/** The two charts of a webhook; their legends are the sentences beside the titles. */
export function Charts({ stats: { totals, series } }: { stats: Stats }) {
  const { min, avg, max } = totals.duration_ms;
  return (
    <>
      <section className={classes.block} aria-label="Attempts in 7 days">
        <div className={classes.head}>
          <Title order={3}>Attempts</Title>
          <span className={classes.legend}>
            7 days · <b data-line="total">{count(totals.attempts.total)} total</b> ·{' '}
            <b data-line="failed">{count(totals.attempts.failed)} failed</b>
          </span>
        </div>
        <AttemptsChart series={series} />
      </section>
      <section className={classes.block} aria-label="Response time in 7 days">
        <div className={classes.head}>
          <Title order={3}>Response time</Title>
          <span className={classes.legend}>
            {avg === null ? (
              'no answer to measure'
            ) : (
              <>
                min {count(min ?? 0)} · <b data-line="avg">avg {count(avg)}</b> · max {milliseconds(max)}
              </>
            )}
          </span>
        </div>
        <DurationsChart series={series} slowestMs={max} />
      </section>
    </>
  );
}

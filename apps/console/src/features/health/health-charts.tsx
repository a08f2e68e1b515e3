import type { Stats, StatsWindow } from '@tidings/metrics/schema';

import { count, milliseconds } from '../../format/number.ts';
import {
  chartRows,
  CRITICAL_MS,
  durationTop,
  rateBottom,
  roundTop,
  WARNING_MS,
  type ChartRow,
} from './chart-rows.ts';
import { ChartFigure } from './chart-figure.tsx';
import classes from './health.module.css';
import { attemptsWords, durationWords, percentWords } from './stats-words.ts';
import { TimeChart } from './time-chart.tsx';

const TOTAL = 'var(--td-total)';
const FAILED = 'var(--td-failure)';
const AVERAGE = 'var(--td-accent)';
const EDGE = 'var(--td-faint)';
const SUCCESS = 'var(--td-success)';

const LIMITS = [
  { y: WARNING_MS, color: 'var(--td-warning)', label: `warning ${milliseconds(WARNING_MS)}` },
  { y: CRITICAL_MS, color: FAILED, label: `critical ${milliseconds(CRITICAL_MS)}` },
];

const rateWords = ({ rate }: ChartRow) => percentWords(rate === null ? null : rate / 100);

/** Attempts, success rate and response time over a window. Loaded apart from the page: the drawing weighs more than it. */
export default function HealthCharts({ stats, window }: { stats: Stats; window: StatsWindow }) {
  const rows = chartRows(stats.series);
  const attempts = attemptsWords(stats);
  const { success_rate: rate } = stats.totals.attempts;
  return (
    <div className={classes.charts}>
      <ChartFigure
        title="Attempts"
        label={`Attempts: ${attempts.total}, ${attempts.failed}`}
        legend={
          <>
            <b data-of="total">{attempts.total}</b> · <b data-of="failed">{attempts.failed}</b>
          </>
        }
      >
        <TimeChart
          rows={rows}
          window={window}
          series={[
            { name: 'failed', type: 'area', color: FAILED },
            { name: 'total', type: 'line', color: TOTAL },
          ]}
          domain={[0, roundTop(Math.max(...rows.map(({ total }) => total)))]}
          axisWords={count}
          tip={({ total, failed }) => [
            { name: 'Total', value: count(total), color: TOTAL },
            { name: 'Failed', value: count(failed), color: FAILED },
          ]}
        />
      </ChartFigure>
      <ChartFigure
        title="Success rate"
        label={`Success rate of attempts: ${percentWords(rate)}`}
        legend={<b data-of="success">{percentWords(rate)} of attempts</b>}
      >
        <TimeChart
          rows={rows}
          window={window}
          series={[{ name: 'rate', type: 'line', color: SUCCESS }]}
          domain={[rateBottom(rows), 100]}
          axisWords={(percent) => `${Math.round(percent)}%`}
          tip={(row) => [{ name: 'Succeeded', value: rateWords(row), color: SUCCESS }]}
        />
      </ChartFigure>
      <ChartFigure
        title="Response time"
        label={`Response time: ${durationWords(stats)}`}
        legend={<DurationLegend stats={stats} />}
      >
        <TimeChart
          rows={rows}
          window={window}
          series={[
            { name: 'max', type: 'line', color: EDGE },
            { name: 'min', type: 'line', color: EDGE },
            { name: 'avg', type: 'line', color: AVERAGE },
          ]}
          domain={[0, durationTop(rows)]}
          // A label that could break would.
          axisWords={(ms) => milliseconds(ms).replace(' ', '\u00a0')}
          limits={LIMITS}
          tip={({ min, avg, max }) => [
            { name: 'Max', value: milliseconds(max), color: EDGE },
            { name: 'Average', value: milliseconds(avg), color: AVERAGE },
            { name: 'Min', value: milliseconds(min), color: EDGE },
          ]}
        />
      </ChartFigure>
    </div>
  );
}

function DurationLegend({ stats }: { stats: Stats }) {
  const { min, avg, max } = stats.totals.duration_ms;
  if (avg === null) return 'nothing timed';
  return (
    <>
      min {milliseconds(min)} · <b data-of="average">avg {milliseconds(avg)}</b> · max {milliseconds(max)}
    </>
  );
}

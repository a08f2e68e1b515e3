import type { Stats, StatsWindow } from '@tidings/metrics/schema';

import { AttemptsChart } from './attempts-chart.tsx';
import { chartRows, type ChartProps } from './chart-rows.ts';
import { DurationsChart } from './durations-chart.tsx';
import classes from './health.module.css';
import { RateChart } from './rate-chart.tsx';

interface HealthChartsProps {
  stats: Stats;
  window: StatsWindow;
  brief: boolean;
}

/** Attempts, success rate and response time over a window; `StatsCharts` loads it. */
export default function HealthCharts({ stats, window, brief }: HealthChartsProps) {
  const drawn: ChartProps = { stats, window, rows: chartRows(stats.series) };
  return (
    <div className={classes.charts} data-brief={brief || undefined}>
      <AttemptsChart {...drawn} saysWindow={brief} />
      {!brief && <RateChart {...drawn} />}
      <DurationsChart {...drawn} />
    </div>
  );
}

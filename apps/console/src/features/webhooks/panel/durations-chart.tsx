import { LineChart } from '@mantine/charts';

import { count, milliseconds } from '../../../format/number.ts';
import { chartProps, loneDots, MARGIN, type Series } from './chart-parts.tsx';
import { CRITICAL_MS, isAlone, limitsInRange } from './series.ts';

const LINES = [
  { name: 'max', label: 'Slowest', color: 'var(--td-faint)' },
  { name: 'min', label: 'Fastest', color: 'var(--td-faint)' },
  { name: 'avg', label: 'Average', color: 'var(--td-accent)' },
];

interface DurationsChartProps {
  series: Series;
  slowestMs: number | null;
}

/** How long answers took. Hours without attempts are gaps. */
export function DurationsChart({ series, slowestMs }: DurationsChartProps) {
  return (
    <LineChart
      {...chartProps(series)}
      data={series.map(({ at, duration_ms: duration }) => ({ at, ...duration }))}
      series={LINES}
      connectNulls={false}
      lineProps={({ name, color }) => ({
        strokeWidth: name === 'avg' ? 1.75 : 1,
        dot: loneDots(String(color), (index) => isAlone(series, index)),
      })}
      referenceLines={limitsInRange(slowestMs).map((limit) => ({
        y: limit,
        color: limit === CRITICAL_MS ? 'var(--td-failure)' : 'var(--td-warning)',
        label: {
          value: limit === CRITICAL_MS ? 'critical' : 'warning',
          fontSize: 10.5,
          position: 'insideBottomLeft',
        },
      }))}
      valueFormatter={milliseconds}
      yAxisProps={{ ...chartProps(series).yAxisProps, tickFormatter: count }}
      lineChartProps={{
        margin: MARGIN,
        desc: 'Response time of 7 days, by the hour. Arrow keys tell the numbers.',
      }}
    />
  );
}

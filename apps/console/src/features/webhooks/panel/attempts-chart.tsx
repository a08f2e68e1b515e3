import { CompositeChart } from '@mantine/charts';

import { count } from '../../../format/number.ts';
import { chartProps, MARGIN, type Series } from './chart-parts.tsx';

/** All attempts, and those that failed: the gap between the lines is what worked. */
export function AttemptsChart({ series }: { series: Series }) {
  return (
    <CompositeChart
      {...chartProps(series)}
      data={[...series]}
      series={[
        { name: 'total', label: 'Total', color: 'var(--td-total)', type: 'line' },
        { name: 'failed', label: 'Failed', color: 'var(--td-failure)', type: 'area' },
      ]}
      valueFormatter={count}
      yAxisProps={{ ...chartProps(series).yAxisProps, allowDecimals: false }}
      composedChartProps={{
        margin: MARGIN,
        desc: 'Attempts of 7 days, by the hour. Arrow keys tell the numbers.',
      }}
    />
  );
}

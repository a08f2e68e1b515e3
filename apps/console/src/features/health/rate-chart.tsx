import { percent } from '../../format/number.ts';
import { ChartFigure } from './chart-figure.tsx';
import { rateBottom, type ChartProps } from './chart-rows.ts';
import { TimeChart } from './time-chart.tsx';

const SUCCESS = 'var(--td-success)';

/** Which share of attempts succeeded. Hours without attempts are gaps. */
export function RateChart({ stats, rows, window }: ChartProps) {
  const rate = percent(stats.totals.attempts.success_rate);
  return (
    <ChartFigure
      title="Success rate"
      label={`Success rate of attempts: ${rate}`}
      legend={<b data-of="success">{rate} of attempts</b>}
    >
      <TimeChart
        rows={rows}
        window={window}
        series={[{ name: 'rate', type: 'line', color: SUCCESS }]}
        domain={[rateBottom(rows), 100]}
        axisWords={(value) => `${Math.round(value)}%`}
        tip={(row) => [
          {
            name: 'Succeeded',
            value: percent(row.rate === null ? null : row.rate / 100),
            color: SUCCESS,
          },
        ]}
      />
    </ChartFigure>
  );
}

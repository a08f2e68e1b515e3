import { percent } from '../../format/number.ts';
import { ChartFigure } from './chart-figure.tsx';
import { isLow, rateBottom, type ChartProps } from './chart-rows.ts';
import { TimeChart } from './time-chart.tsx';

const SUCCESS = 'var(--td-success)';
const LOW = 'var(--td-failure)';

/** Which share of attempts succeeded, in red where it is low. Hours without attempts are gaps. */
export function RateChart({ stats, rows, window }: ChartProps) {
  const { success_rate: share } = stats.totals.attempts;
  const low = isLow(share);
  // Colour is never the only sign.
  const failedWords = share !== null && low ? `, ${percent(1 - share)} failed` : '';
  return (
    <ChartFigure
      title="Success rate of attempts"
      label={`Success rate of attempts: ${percent(share)}${failedWords}`}
      legend={
        <b data-of={share === null ? undefined : low ? 'failed' : 'success'}>
          {percent(share)}
          {failedWords}
        </b>
      }
    >
      <TimeChart
        rows={rows}
        window={window}
        // The second one lies upon the first.
        series={[
          { name: 'rate', type: 'line', color: SUCCESS },
          { name: 'lowRate', type: 'line', color: LOW },
        ]}
        domain={[rateBottom(rows), 100]}
        axisWords={(value) => `${Math.round(value)}%`}
        tip={({ rate, lowRate }) => [
          {
            name: 'Succeeded',
            value: percent(rate === null ? null : rate / 100),
            color: lowRate === null ? SUCCESS : LOW,
          },
        ]}
      />
    </ChartFigure>
  );
}

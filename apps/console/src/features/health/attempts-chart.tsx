import { count } from '../../format/number.ts';
import { ChartFigure } from './chart-figure.tsx';
import { roundTop, type ChartProps } from './chart-rows.ts';
import { windowWords } from './health-search.ts';
import { attemptsWords } from './stats-words.ts';
import { TimeChart } from './time-chart.tsx';

const TOTAL = 'var(--td-total)';
const FAILED = 'var(--td-failure)';

/** All attempts, and those that failed: the gap between the lines is what worked. */
export function AttemptsChart({ stats, rows, window, saysWindow }: ChartProps & { saysWindow: boolean }) {
  const { total, failed } = attemptsWords(stats);
  return (
    <ChartFigure
      title="Attempts"
      label={`Attempts: ${total}, ${failed}`}
      legend={
        <>
          {saysWindow && `${windowWords(window)} · `}
          <b data-of="total">{total}</b> ·{' '}
          <b data-of={stats.totals.attempts.failed > 0 ? 'failed' : undefined}>{failed}</b>
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
        domain={[0, roundTop(Math.max(...rows.map((row) => row.total)))]}
        axisWords={count}
        tip={(row) => [
          { name: 'Total', value: count(row.total), color: TOTAL },
          { name: 'Failed', value: count(row.failed), color: FAILED },
        ]}
      />
    </ChartFigure>
  );
}

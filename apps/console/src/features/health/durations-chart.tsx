import { count, milliseconds } from '../../format/number.ts';
import { ChartFigure } from './chart-figure.tsx';
import { CRITICAL_MS, durationTop, WARNING_MS, type ChartProps } from './chart-rows.ts';
import { timingWords } from './stats-words.ts';
import { TimeChart } from './time-chart.tsx';

const AVERAGE = 'var(--td-accent)';
const EDGE = 'var(--td-faint)';

const LIMITS = [
  { y: WARNING_MS, color: 'var(--td-warning)', label: `warning ${milliseconds(WARNING_MS)}` },
  { y: CRITICAL_MS, color: 'var(--td-failure)', label: `critical ${milliseconds(CRITICAL_MS)}` },
];

/** How long attempts took: the fastest, the average and the slowest, with the limits once they are near. */
export function DurationsChart({ stats, rows, window }: ChartProps) {
  const { min, avg, max } = stats.totals.duration_ms;
  return (
    <ChartFigure
      title="Response time"
      label={`Response time: ${timingWords(stats)}`}
      legend={
        avg === null ? (
          'nothing timed'
        ) : (
          <>
            min {count(min ?? 0)} · <b data-of="average">avg {count(avg)}</b> · max {milliseconds(max)}
          </>
        )
      }
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
        tip={(row) => [
          { name: 'Max', value: milliseconds(row.max), color: EDGE },
          { name: 'Average', value: milliseconds(row.avg), color: AVERAGE },
          { name: 'Min', value: milliseconds(row.min), color: EDGE },
        ]}
      />
    </ChartFigure>
  );
}

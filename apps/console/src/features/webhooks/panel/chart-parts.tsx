import type { Stats } from '@tidings/metrics/schema';

import { hourWords, weekdayWords } from '../../../format/time.ts';
import classes from './charts.module.css';
import { dayTicks } from './series.ts';

export type Series = Stats['series'];

const TICK = { fontSize: 10.5, fill: 'var(--td-dim)' };
const Y_WIDTH = 38;
/** Room for half of a label at the edges. */
export const MARGIN = { top: 8, right: 4, bottom: 0, left: 0 };

/** What the charts of a webhook have in common: days below, three dashed lines, thin strokes. */
export function chartProps(series: Series) {
  return {
    className: classes.chart,
    dataKey: 'at',
    curveType: 'linear',
    withDots: false,
    strokeWidth: 1.5,
    strokeDasharray: '2 3',
    tickLine: 'none',
    xAxisProps: {
      ticks: dayTicks(series),
      interval: 0,
      tickFormatter: (at: string) => weekdayWords(at),
      tick: { ...TICK, dy: 8 },
    },
    yAxisProps: { width: Y_WIDTH, tickCount: 4, tick: { ...TICK, dx: -4 }, domain: [0, 'auto'] },
    tooltipProps: {
      // While nothing is pointed at, there is no hour.
      labelFormatter: (at: unknown) => (typeof at === 'string' ? hourWords(at) : ''),
    },
  } as const;
}

interface LoneDotsProps {
  cx?: number;
  cy?: number | null;
  index?: number;
}

/** Draws the points that no line would show. */
export function loneDots(color: string, isLone: (index: number) => boolean) {
  return function LoneDot({ cx, cy, index = -1 }: LoneDotsProps) {
    const isShown = cx !== undefined && typeof cy === 'number' && isLone(index);
    return <circle key={index} cx={cx} cy={cy ?? undefined} r={isShown ? 1.75 : 0} fill={color} />;
  };
}

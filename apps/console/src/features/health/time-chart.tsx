import '@mantine/charts/styles.css';

import { CompositeChart, type CompositeChartSeries } from '@mantine/charts';
import type { StatsWindow } from '@tidings/metrics/schema';

import { standsAlone, tickedPoints, tickWords, type ChartRow } from './chart-rows.ts';
import { PointTip, type TipValue } from './point-tip.tsx';

type Value = Exclude<keyof ChartRow, 'at'>;

export interface TimeChartProps {
  rows: ChartRow[];
  window: StatsWindow;
  series: (CompositeChartSeries & { name: Value })[];
  /** Bottom and top of the axis. */
  domain: [number, number];
  axisWords: (value: number) => string;
  /** What hovering a point shows. */
  tip: (row: ChartRow) => TipValue[];
  /** Limits that lie between bottom and top are drawn. */
  limits?: { y: number; color: string; label: string }[];
}

const HEIGHT = 150;
const LABEL = { fontSize: 10.5 };
const STEPS = 3;

/** Values over time, in lines and areas, on one scale with three grid lines. For the eye alone: see `SeriesTable`. */
export function TimeChart({ rows, window, series, domain, axisWords, tip, limits = [] }: TimeChartProps) {
  const [bottom, top] = domain;
  const ticks = Array.from({ length: STEPS + 1 }, (_, step) => bottom + ((top - bottom) / STEPS) * step);
  return (
    <CompositeChart
      h={HEIGHT}
      data={rows}
      dataKey="at"
      series={series}
      curveType="linear"
      strokeWidth={1.5}
      withDots={false}
      connectNulls={false}
      tickLine="none"
      gridAxis="x"
      strokeDasharray="3 4"
      vars={() => ({
        root: { '--chart-grid-color': 'var(--td-border)', '--chart-text-color': 'var(--td-dim)' },
      })}
      // What it shows is in words and in the table beside it; arrow keys through 168 points would add nothing.
      accessibilityLayer={false}
      lineProps={({ name, color }) => ({ dot: loneDots(rows, name, color) })}
      areaProps={{ fillOpacity: 0.12 }}
      xAxisProps={{
        ticks: tickedPoints(rows, window),
        tickFormatter: (at: string) => tickWords(at, window),
        interval: 'preserveStartEnd',
        minTickGap: 6,
        tick: { ...LABEL, fill: 'currentColor' },
        height: 20,
        tickMargin: 6,
      }}
      yAxisProps={{
        domain,
        ticks,
        interval: 0,
        allowDataOverflow: true,
        tickFormatter: axisWords,
        tick: { ...LABEL, fill: 'currentColor' },
        width: 60,
      }}
      tooltipProps={{
        content: ({ active, payload }) => {
          // Recharts passes on the row that it was given.
          const row = payload[0]?.payload as ChartRow | undefined;
          return active && row ? <PointTip at={row.at} window={window} values={tip(row)} /> : null;
        },
      }}
      composedChartProps={{ margin: { top: 8, right: 4, bottom: 0, left: 0 } }}
      referenceLines={limits
        .filter(({ y }) => y > bottom && y <= top)
        .map(({ y, color, label }) => ({
          y,
          color,
          strokeWidth: 1,
          strokeDasharray: '0',
          // Above its line: below it are most of the answers.
          label: { value: label, position: 'insideBottomLeft', fill: color, ...LABEL },
        }))}
    />
  );
}

/** A line shows nothing of a point without neighbours. */
function loneDots(rows: readonly ChartRow[], name: string, color: string | undefined) {
  const values = rows.map((row) => row[name as Value]);
  return ({ cx, cy, index, key }: { cx?: number; cy?: number; index?: number; key?: unknown }) =>
    index !== undefined && standsAlone(values, index) ? (
      <circle key={String(key)} cx={cx} cy={cy} r={2} fill={color} />
    ) : (
      <g key={String(key)} />
    );
}

import { Skeleton } from '@mantine/core';
import type { Stats, StatsWindow } from '@tidings/metrics/schema';
import { lazy, Suspense } from 'react';

import classes from './health.module.css';
import { NoAttempts } from './no-attempts.tsx';

// The drawing weighs more than the pages that it is on, and lists do without.
const HealthCharts = lazy(() => import('./health-charts.tsx'));

interface StatsChartsProps {
  /** Undefined while they load. */
  stats: Stats | undefined;
  window: StatsWindow;
  /** For a narrow place: without the success rate, one below the other, and saying of which days they are. */
  brief?: boolean;
}

/** The charts of a webhook. Their place is kept while numbers or drawing load. */
export function StatsCharts({ stats, window, brief = false }: StatsChartsProps) {
  if (!stats) return <ChartsSkeleton brief={brief} />;
  if (stats.totals.attempts.total === 0) return <NoAttempts window={window} />;
  return (
    <Suspense fallback={<ChartsSkeleton brief={brief} />}>
      <HealthCharts stats={stats} window={window} brief={brief} />
    </Suspense>
  );
}

function ChartsSkeleton({ brief }: { brief: boolean }) {
  const names = brief ? ['attempts', 'time'] : ['attempts', 'rate', 'time'];
  return (
    <div className={classes.charts} data-brief={brief || undefined} aria-busy>
      {names.map((name) => (
        <div key={name} className={classes.chart}>
          <Skeleton height={12} width={110} my={4} mb={10} />
          <Skeleton height={150} />
        </div>
      ))}
    </div>
  );
}

import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Webhook } from '@tidings/endpoint/schema';
import { statsWindow, type Stats, type StatsWindow } from '@tidings/metrics/schema';
import { lazy, Suspense, useState } from 'react';

import { Card } from '../../ui/card.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { HealthFigures } from './health-figures.tsx';
import { lastWords, WINDOWS } from './health-search.ts';
import classes from './health.module.css';
import { SeriesTable } from './series-table.tsx';
import { statsQuery } from './stats-query.ts';
import { errorList, healthSentence } from './stats-words.ts';

const HealthCharts = lazy(() => import('./health-charts.tsx'));

interface HealthCardProps {
  id: string;
  webhook: Webhook | undefined;
  window: StatsWindow;
  onWindow: (window: StatsWindow) => void;
}

/** How a webhook is doing: sums, charts, and the same as a table. */
export function HealthCard({ id, webhook, window, onWindow }: HealthCardProps) {
  const { data: stats, error, refetch, isPlaceholderData } = useQuery(statsQuery(id, window));
  return (
    <Card
      title="Health"
      actions={
        <SegmentedControl
          aria-label="How far back"
          size="xs"
          data={WINDOWS.map(({ value, label }) => ({ value, label }))}
          value={window}
          onChange={(value) => onWindow(statsWindow.parse(value))}
        />
      }
    >
      {error && !stats ? (
        <ErrorNotice
          error={error}
          doing="load the numbers"
          kept="They go on being counted."
          onRetry={() => void refetch()}
        />
      ) : stats ? (
        <div
          className={classes.health}
          data-old={isPlaceholderData || undefined}
          aria-busy={isPlaceholderData}
        >
          <Health stats={stats} window={window} webhook={webhook} />
        </div>
      ) : (
        <div aria-busy role="status" aria-label="The numbers are loading">
          <Skeleton height={20} width={320} maw="100%" />
          <Skeleton height={66} mt={14} />
          <ChartsSkeleton />
        </div>
      )}
    </Card>
  );
}

function Health({
  stats,
  window,
  webhook,
}: {
  stats: Stats;
  window: StatsWindow;
  webhook: Webhook | undefined;
}) {
  const [asTable, setAsTable] = useState(false);
  if (stats.totals.attempts.total === 0) {
    return (
      <Text c="dimmed">
        No attempts {lastWords(window)}. Charts of attempts, success rate and response time will be here once
        there are some; tests are not counted.
      </Text>
    );
  }
  const errors = errorList(stats);
  return (
    <>
      <div className={classes.said}>
        <Text>
          {healthSentence(stats, window, webhook)}
          {errors && <span className={classes.dim}> Most often: {errors}.</span>}
        </Text>
        <button
          type="button"
          className={classes.switch}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          As a table
        </button>
      </div>
      <HealthFigures totals={stats.totals} />
      {asTable ? (
        <SeriesTable stats={stats} window={window} />
      ) : (
        <Suspense fallback={<ChartsSkeleton />}>
          <HealthCharts stats={stats} window={window} />
        </Suspense>
      )}
    </>
  );
}

function ChartsSkeleton() {
  return (
    <div className={classes.charts} aria-hidden>
      {['attempts', 'rate', 'time'].map((name) => (
        <div key={name} className={classes.chart}>
          <Skeleton height={186} />
        </div>
      ))}
    </div>
  );
}

import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Webhook } from '@tidings/endpoint/schema';
import { statsWindow, type Stats, type StatsWindow } from '@tidings/metrics/schema';
import { useState } from 'react';

import { Card } from '../../ui/card.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ToggleButton } from '../../ui/toggle-button.tsx';
import { HealthFigures } from './health-figures.tsx';
import { windowWords } from './health-search.ts';
import { HealthSentence } from './health-sentence.tsx';
import classes from './health.module.css';
import { NoAttempts } from './no-attempts.tsx';
import { SeriesTable } from './series-table.tsx';
import { StatsCharts } from './stats-charts.tsx';
import { statsQuery } from './stats-query.ts';
import { errorList } from './stats-words.ts';

const WINDOWS = statsWindow.options.map((value) => ({ value, label: windowWords(value) }));

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
          data={WINDOWS}
          value={window}
          onChange={(value) => onWindow(statsWindow.parse(value))}
        />
      }
    >
      {error && !stats ? (
        <ErrorNotice
          error={error}
          doing="load the numbers"
          meanwhile="They go on being counted."
          onRetry={() => refetch()}
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
          <Skeleton height={88} mt={14} mb={20} />
          <StatsCharts stats={undefined} window={window} />
        </div>
      )}
    </Card>
  );
}

type HealthProps = Pick<HealthCardProps, 'webhook' | 'window'> & { stats: Stats };

function Health({ stats, window, webhook }: HealthProps) {
  const [asTable, setAsTable] = useState(false);
  const { attempts } = stats.totals;
  if (attempts.total === 0) return <NoAttempts window={window} />;
  const errors = errorList(stats);
  return (
    <>
      <div className={classes.said}>
        <Text>
          <HealthSentence attempts={attempts} window={window} webhook={webhook} />
          {errors && <span className={classes.dim}> Most often: {errors}.</span>}
        </Text>
        <ToggleButton label="As a table" on={asTable} onChange={setAsTable} />
      </div>
      <HealthFigures totals={stats.totals} />
      {asTable ? (
        <SeriesTable stats={stats} window={window} />
      ) : (
        <StatsCharts stats={stats} window={window} />
      )}
    </>
  );
}

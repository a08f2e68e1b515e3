import type { Webhook } from '@tidings/endpoint/schema';

import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { FailedActions } from './failed-actions.tsx';
import { FailedFacts } from './failed-facts.tsx';
import { FailedSkeleton } from './failed-skeleton.tsx';
import classes from './failed-section.module.css';
import { useFailedSummary } from './use-failed-summary.ts';

/** Stands above the log, also when nothing failed: the log must not move when the first one does. */
export function FailedSection({ webhookId, webhook }: { webhookId: string; webhook: Webhook | undefined }) {
  const { data: summary, error, refetch } = useFailedSummary(webhookId);
  if (error && !summary) {
    return (
      <div className={classes.error}>
        <ErrorNotice
          error={error}
          doing="count what failed"
          kept="The log below has it all."
          onRetry={() => refetch()}
        />
      </div>
    );
  }
  if (!summary || !webhook) return <FailedSkeleton />;
  const state = summary.failed > 0 ? 'failed' : summary.retrying > 0 ? 'retrying' : undefined;
  return (
    <section className={classes.section} data-state={state} aria-label="Failed deliveries">
      <FailedFacts summary={summary} waits={webhook.status !== 'active'} />
      <FailedActions webhook={webhook} summary={summary} />
    </section>
  );
}

import type { Webhook } from '@tidings/endpoint/schema';

import { FailedActions } from './failed-actions.tsx';
import { FailedFacts } from './failed-facts.tsx';
import classes from './failed-section.module.css';
import { useFailedSummary } from './use-failed-summary.ts';

/** Stands above the log while something failed or is being tried again; otherwise there is nothing to say. */
export function FailedSection({ webhookId, webhook }: { webhookId: string; webhook: Webhook | undefined }) {
  const { data: summary } = useFailedSummary(webhookId);
  if (!summary || summary.failed + summary.retrying === 0) return null;
  return (
    <section
      className={classes.section}
      data-failed={summary.failed > 0 || undefined}
      aria-label="Failed deliveries"
    >
      <FailedFacts summary={summary} waits={webhook !== undefined && webhook.status !== 'active'} />
      {summary.failed > 0 && webhook && <FailedActions webhook={webhook} summary={summary} />}
    </section>
  );
}

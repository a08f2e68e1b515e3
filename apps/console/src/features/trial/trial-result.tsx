import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TestResult } from '@tidings/delivery/schema';

import { Card } from '../../ui/card.tsx';
import { DeliveryStatus } from '../deliveries/delivery-status.tsx';
import { AttemptDetail } from '../deliveries/detail/attempt-detail.tsx';
import { CauseList } from './cause-list.tsx';
import classes from './trial.module.css';

interface TrialResultProps {
  result: TestResult;
  /** Null for what is not saved. */
  webhookId: string | null;
}

/** How a test went: the verdict, what may be wrong, and the request and its answer in full. */
export function TrialResult({ result, webhookId }: TrialResultProps) {
  const { success, attempt, causes } = result;
  return (
    <Card
      title="Result"
      actions={
        <span className={classes.head}>
          {webhookId !== null && attempt.delivery_id !== null && (
            <Anchor
              renderRoot={(props) => (
                <Link
                  to="/dashboard/settings/webhooks/$id/deliveries"
                  params={{ id: webhookId }}
                  search={{ delivery: attempt.delivery_id ?? undefined }}
                  {...props}
                />
              )}
            >
              In the delivery log
            </Anchor>
          )}
          <DeliveryStatus status={success ? 'succeeded' : 'failed'} />
        </span>
      }
    >
      <AttemptDetail attempt={attempt} lead={<CauseList causes={causes} webhookId={webhookId} />} />
    </Card>
  );
}

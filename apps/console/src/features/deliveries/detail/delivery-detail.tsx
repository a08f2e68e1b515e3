import { Skeleton } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import detail from '../../../log/row-detail.module.css';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { AttemptTabs } from './attempt-tabs.tsx';
import { DeliveryFoot } from './delivery-foot.tsx';
import { useAttempts } from './use-attempts.ts';
import { WhyNext } from './why-next.tsx';

/** Reads the attempts of a delivery; what they look like is drawn by others. */
export function DeliveryDetail({ delivery, webhook }: { delivery: Delivery; webhook: Webhook | undefined }) {
  const attempts = useAttempts(delivery);
  const made = attempts.data;
  const why = <WhyNext delivery={delivery} webhook={webhook} newest={made?.at(-1)} />;
  return (
    <div className={detail.panel}>
      {attempts.error && !made ? (
        <ErrorNotice
          error={attempts.error}
          doing="load the attempts"
          meanwhile="They are kept."
          onRetry={() => attempts.refetch()}
        />
      ) : !made ? (
        <div className={detail.columns} role="status" aria-busy aria-label="Attempts are loading">
          <Skeleton height={300} radius="md" />
          <Skeleton height={300} radius="md" />
        </div>
      ) : made.length > 0 ? (
        <AttemptTabs attempts={made} why={why} />
      ) : (
        why
      )}
      <DeliveryFoot delivery={delivery} webhook={webhook} />
    </div>
  );
}

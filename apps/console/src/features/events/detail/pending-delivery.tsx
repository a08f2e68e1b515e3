import { Anchor } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { useDelivery } from '../../deliveries/use-delivery.ts';
import { useRetryDelivery } from '../../deliveries/use-retry-delivery.ts';
import { NextTime } from '../../deliveries/next-time.tsx';
import classes from './event-detail.module.css';

interface PendingDeliveryProps {
  id: string;
  /** Whose it is. */
  name: string;
  webhook: Pick<Webhook, 'status'> | undefined;
}

/** When a delivery is attempted next, and the way to have that now. */
export function PendingDelivery({ id, name, webhook }: PendingDeliveryProps) {
  const { data } = useDelivery(id);
  return data?.status === 'retrying' ? <Retrying delivery={data} name={name} webhook={webhook} /> : null;
}

interface RetryingProps extends Omit<PendingDeliveryProps, 'id'> {
  delivery: Delivery;
}

function Retrying({ delivery, name, webhook }: RetryingProps) {
  const retry = useRetryDelivery(delivery, webhook);
  const waits = webhook !== undefined && webhook.status !== 'active';
  return (
    <>
      <span className={classes.dim}>
        {waits ? 'Waits until the webhook is resumed' : <NextTime delivery={delivery} capital />}
      </span>
      <Anchor
        component="button"
        type="button"
        aria-label={`Retry the delivery to ${name} now`}
        disabled={retry.refused !== null}
        title={retry.refused ?? undefined}
        onClick={retry.start}
      >
        Retry now
      </Anchor>
    </>
  );
}

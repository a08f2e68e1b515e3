import { Anchor } from '@mantine/core';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { useNow } from '../../../ui/use-now.ts';
import { useDelivery } from '../../deliveries/use-delivery.ts';
import { useRetryDelivery } from '../../deliveries/use-retry-delivery.ts';
import { nextWords } from '../../deliveries/words.ts';
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
  const now = useNow();
  const retry = useRetryDelivery(delivery, webhook);
  const waits = webhook !== undefined && webhook.status !== 'active';
  const words = waits ? 'waits until the webhook is resumed' : nextWords(delivery, now);
  return (
    <>
      <span className={classes.dim}>{words && words.charAt(0).toUpperCase() + words.slice(1)}</span>
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

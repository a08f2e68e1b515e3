import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { fullTime } from '../../../format/time.ts';
import detail from '../../../log/row-detail.module.css';
import { Mono } from '../../../ui/mono.tsx';
import { RetryStatus } from '../retry-status.tsx';
import { canBeRetried } from '../retrying.ts';
import { useRetryDelivery } from '../use-retry-delivery.ts';
import { CancelDeliveryModal } from './cancel-delivery-modal.tsx';
import classes from './delivery-detail.module.css';

/** What the delivery is, and what can be done with it. */
export function DeliveryFoot({ delivery, webhook }: { delivery: Delivery; webhook: Webhook | undefined }) {
  const [cancelling, cancelModal] = useDisclosure(false);
  const retry = useRetryDelivery(delivery, webhook);
  const open = delivery.status === 'pending' || delivery.status === 'retrying';
  return (
    <div className={detail.foot}>
      <p className={classes.ids}>
        Delivery <Mono>{delivery.id}</Mono> of event <Mono>{delivery.event_id}</Mono>, made{' '}
        {fullTime(delivery.created_at)}
      </p>
      <div className={classes.buttons}>
        {/* What a test sends is a sample, as a rule, and that is in no log of events. */}
        {delivery.trigger !== 'test' && (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/dashboard/events" search={{ event: delivery.event_id }} {...props} />
            )}
          >
            View event
          </Button>
        )}
        {open && (
          <Button variant="default" onClick={cancelModal.open}>
            Cancel delivery
          </Button>
        )}
        {canBeRetried(delivery) ? (
          <Button
            variant="default"
            disabled={retry.refused !== null}
            title={retry.refused ?? undefined}
            onClick={retry.start}
          >
            {delivery.status === 'succeeded' ? 'Send again' : 'Retry now'}
          </Button>
        ) : (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                to="/dashboard/settings/webhooks/$id/test"
                params={{ id: delivery.webhook_id }}
                {...props}
              />
            )}
          >
            Send another test
          </Button>
        )}
        <RetryStatus delivery={delivery} isAsked={retry.isAsked} />
      </div>
      <CancelDeliveryModal delivery={delivery} opened={cancelling} onClose={cancelModal.close} />
    </div>
  );
}

import type { Attempt, Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { BlockHead } from '../../../ui/block-head.tsx';
import { NextTime } from '../next-time.tsx';
import { attemptSentence, retryHeading, retrySentence } from '../words.ts';
import classes from './delivery-detail.module.css';

interface WhyNextProps {
  delivery: Delivery;
  webhook: Webhook | undefined;
  newest: Attempt | undefined;
}

/** Why a delivery is tried again and when, or why it ended. */
export function WhyNext({ delivery, webhook, newest }: WhyNextProps) {
  const heading = retryHeading(delivery.status);
  const last = newest ? attemptSentence(newest) : '';
  const waits = webhook !== undefined && webhook.status !== 'active';
  const open = delivery.status === 'pending' || delivery.status === 'retrying';
  return (
    <section aria-label={heading}>
      <BlockHead title={heading}>{!waits && <NextTime delivery={delivery} />}</BlockHead>
      <p className={classes.why}>
        {retrySentence(delivery, webhook?.retry, last)}
        {open && waits && ' It waits until the webhook is resumed.'}
      </p>
    </section>
  );
}

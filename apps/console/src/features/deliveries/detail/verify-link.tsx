import { Link } from '@tanstack/react-router';
import type { Attempt } from '@tidings/delivery/schema';

import classes from './delivery-detail.module.css';

/** To the signature verifier, filled in with what this attempt sent. */
export function VerifyLink({ attempt }: { attempt: Pick<Attempt, 'id' | 'delivery_id'> }) {
  return (
    <Link
      to="/dashboard/settings/webhooks/verify"
      search={{ delivery: attempt.delivery_id, attempt: attempt.id }}
      className={classes.link}
      aria-label="Verify the signature"
    >
      Verify
    </Link>
  );
}

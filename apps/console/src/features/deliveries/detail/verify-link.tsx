import { Link } from '@tanstack/react-router';

import classes from './delivery-detail.module.css';

/** To the signature verifier, filled in with what this attempt sent. */
export function VerifyLink({ deliveryId, attemptId }: { deliveryId: string; attemptId: string }) {
  return (
    <Link
      to="/dashboard/settings/webhooks/verify"
      search={{ delivery: deliveryId, attempt: attemptId }}
      className={classes.link}
      aria-label="Verify the signature"
    >
      Verify
    </Link>
  );
}

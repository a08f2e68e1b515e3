import type { Sql } from '@tidings/kernel';
import type { Claimed } from './claim.ts';
import { deliveriesExhausted, type ExhaustedDelivery } from '../hooks.ts';
import { NO_RETRIES_LEFT } from '../control/retry-delivery.ts';

/** A claimed delivery that has just been given up, and what became of its last attempt. */
export type GivenUp = Pick<ExhaustedDelivery, 'attemptsMade' | 'lastStatusCode' | 'lastError' | 'reason'> & {
  claimed: Claimed;
};

/** Whether it is given up for the first time, and not by an attempt that somebody asked for afterwards. */
export function isGivenUpAnew({ failures }: Pick<Claimed, 'failures'>): boolean {
  return failures < NO_RETRIES_LEFT;
}

/** Announces those that were given up for the first time; in the transaction that gives them up. */
export async function announceExhausted(tx: Sql, givenUp: GivenUp[]): Promise<void> {
  const exhausted = givenUp
    .filter(({ claimed }) => isGivenUpAnew(claimed))
    .map(({ claimed, ...rest }) => ({
      id: claimed.delivery_id,
      accountId: claimed.account_id,
      endpointId: claimed.endpoint_id,
      eventId: claimed.event_id,
      eventType: claimed.event_type,
      ...rest,
    }));
  if (exhausted.length > 0) await deliveriesExhausted.announce(tx, exhausted);
}

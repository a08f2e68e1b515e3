import { type Database, tellDelivery } from '@tidings/kernel';
import { announceExhausted } from './announce-exhausted.ts';
import { type Claimed, failHeld } from './claim.ts';

/** Ends claimed deliveries that ended process after process, and announces it. A person still may retry them. */
export async function giveUp(database: Database, held: Claimed[]): Promise<void> {
  if (held.length === 0) return;
  await database.transaction(async (tx) => {
    const ended = new Set(await failHeld(tx, held));
    await announceExhausted(
      tx,
      held
        .filter(({ delivery_id }) => ended.has(delivery_id))
        .map((claimed) => ({
          claimed,
          attemptsMade: claimed.attempts_made,
          lastStatusCode: null,
          lastError: 'interrupted',
          reason: 'interrupted' as const,
        })),
    );
  });
  for (const { account_id: accountId, endpoint_id: endpointId, delivery_id: id } of held)
    tellDelivery(database, { accountId, endpointId, id });
}

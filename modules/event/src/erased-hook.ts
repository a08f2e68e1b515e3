import { Hook, type Sql } from '@tidings/kernel';

/** Where an erased event is stored. */
export type ErasedEvent = { accountId: string; day: string; id: string };

/**
 * Announced inside the transaction that erases the data of events, so that what others keep of them goes with it.
 * Listeners answer how many deliveries they cleared.
 */
export const eventsErased = new Hook<[tx: Sql, events: ErasedEvent[]], number>();

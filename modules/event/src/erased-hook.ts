import { Hook, type Sql } from '@tidings/kernel';

/** Where an erased event is stored. */
export type ErasedEvent = { accountId: string; day: string; id: string };

/**
 * Announced when the events about a person have been erased, for what others keep that is in no event.
 * @param needle a text that stands in whatever tells of the person, once that is in lower case.
 */
export const subjectErased = new Hook<[sql: Sql, accountId: string, needle: string]>();

/**
 * Announced inside the transaction that erases the data of events, so that what others keep of them goes with it.
 * Listeners answer how many deliveries they cleared.
 */
export const eventsErased = new Hook<[tx: Sql, events: ErasedEvent[]], number>();

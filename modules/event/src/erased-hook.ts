import { Hook, type Sql } from '@tidings/kernel';

/** Where an erased event is stored. */
export type ErasedEvent = { accountId: string; day: string; id: string };

/** How to tell whether a body that was sent is about the person who is to be erased. */
export type ErasedPerson = {
  /** A text that stands in every such body once that is in lower case, and in others too: it only passes over most. */
  needle: string;
  /** The rule itself, the same as for events. @param body that of an event, as JSON. */
  isIn: (body: string) => boolean;
};

/** Announced when the events about a person have been erased, for what others keep that is in no event. */
export const subjectErased = new Hook<[sql: Sql, accountId: string, person: ErasedPerson]>();

/**
 * Announced inside the transaction that erases the data of events, so that what others keep of them goes with it.
 * Listeners answer how many deliveries they cleared.
 */
export const eventsErased = new Hook<[tx: Sql, events: ErasedEvent[]], number>();

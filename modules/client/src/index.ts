export { OutboxEventError } from './check-event.ts';
export type { Connection, Pool, Queryable } from './connections.ts';
export { type Client, type ClientOptions, createClient, problemOf } from './create-client.ts';
export { createOutbox, OUTBOX_TABLE } from './create-outbox.ts';
export type { OutboxEvent } from './outbox-event.ts';
export { type Refusal, type Relay, type RelayOptions, startRelay } from './relay.ts';
export { retryRefused } from './retry-refused.ts';
export { writeEvent } from './write-event.ts';

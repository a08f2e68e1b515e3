import { Hook, type Sql } from '@tidings/kernel';

/** Announced in the transaction that deletes a webhook, so that what waits for it ends with it. */
export const endpointDeleted = new Hook<[tx: Sql, endpointId: string]>();

/** Announced in the transaction that makes a webhook active again: what rested shall go on. */
export const endpointResumed = new Hook<[tx: Sql, endpointId: string]>();

import { Hook, type Sql } from '@tidings/kernel';

/** A delivery whose last attempt failed. */
export type Failure = { at: Date; statusCode: number | null; error: string | null; eventType: string };

/** Asks for the latest failures of each of these webhooks, newest first; a listener answers by webhook id. */
export const failuresAsked = new Hook<
  [sql: Sql, webhookIds: string[]],
  ReadonlyMap<string, readonly Failure[]>
>();

import { Hook, type Sql } from '@tidings/kernel';

/**
 * Announced in the transaction that deletes an account, after its keys and people have lost their access. What a
 * listener answers is called after the commit, before the deletion is confirmed, and never fails.
 */
export const accountDeleted = new Hook<[tx: Sql, accountId: string], () => Promise<void>>();

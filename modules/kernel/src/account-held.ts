import { Hook } from './hook.ts';
import type { Sql } from './database.ts';

/**
 * Announced first in a transaction that makes something which stays with an account until somebody deletes it. Its
 * listener makes sure that the account is there until the transaction ends: who deletes the account waits, and finds
 * what was made meanwhile. Without a listener nothing is made sure of.
 * @throws {DomainError} `not_found`, from the listener, for an account that was deleted a moment ago.
 */
export const accountHeld = new Hook<[tx: Sql, accountId: string]>();

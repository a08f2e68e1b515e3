import { Hook, type Sql } from '@tidings/kernel';

/** Asked for the time zone of an account, in which its days begin. Without a listener, or by null, it has none. */
export const timeZoneAsked = new Hook<[sql: Sql, accountId: string], string | null>();

import { type Sql, statement } from '@tidings/kernel';
import { type Choices, changePreferencesInput, NOTICE_KINDS, type NoticeKind } from '../schema.ts';

// Primary keys.
const OF_ACCOUNT = statement<{ mailed: unknown }>(
  'notification.choices-of-account',
  'SELECT mailed FROM notification.account_preference WHERE account_id = $1',
);
const OF_PEOPLE = statement<{ person_id: string; mailed: unknown }>(
  'notification.choices-of-people',
  `SELECT person_id, mailed
   FROM notification.person_preference
   WHERE account_id = $1 AND person_id = ANY ($2::text[])`,
);

/** Until somebody chooses otherwise everything is mailed: digests keep it from being much. */
const UNLESS_CHOSEN = true;

/** What holds in an account for who has not chosen. */
export type Mailed = Record<NoticeKind, boolean>;

/** What the account's admins chose for everybody. */
export async function mailedInAccount(sql: Sql, accountId: string): Promise<Mailed> {
  const [row] = await sql.query(OF_ACCOUNT, [accountId]);
  const chosen = row ? parse(row.mailed) : {};
  return mailedOver(chosen, Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, UNLESS_CHOSEN])) as Mailed); // every kind
}

/** What each of these people chose for themselves; who chose nothing is missing. */
export async function choicesOf(
  sql: Sql,
  accountId: string,
  people: string[],
): Promise<ReadonlyMap<string, Choices>> {
  const rows = await sql.query(OF_PEOPLE, [accountId, people]);
  return new Map(rows.map((row) => [row.person_id, parse(row.mailed)]));
}

/** Choices, and where there is none what lies under them. */
export function mailedOver(chosen: Choices, under: Mailed): Mailed {
  return Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, chosen[kind] ?? under[kind]])) as Mailed; // every kind
}

function parse(mailed: unknown): Choices {
  return changePreferencesInput.parse({ mailed }).mailed;
}

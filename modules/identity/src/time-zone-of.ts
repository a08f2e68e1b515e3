import { type Sql, statement } from '@tidings/kernel';

// Primary key.
const TIME_ZONE = statement<{ time_zone: string | null }>(
  'identity.time-zone-of-account',
  'SELECT time_zone FROM identity.account WHERE id = $1',
);

/** In which time zone the days of an account begin; null where none was set. */
export async function timeZoneOf(sql: Sql, accountId: string): Promise<string | null> {
  const [account] = await sql.query(TIME_ZONE, [accountId]);
  return account?.time_zone ?? null;
}

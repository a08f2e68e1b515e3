import { type Sql, statement } from '@tidings/kernel';

const LOOK = statement<{ is_new: boolean }>(
  'identity.is-first-start',
  `SELECT NOT EXISTS (SELECT 1 FROM identity.session)
     AND (SELECT count(*) FROM (SELECT 1 FROM identity."user" LIMIT 2) AS person) <= 1 AS is_new`,
);

/** Whether nobody is there but the first person, who is signed in nowhere: then the sign-in says where their password stands. */
export async function isFirstStart(sql: Sql): Promise<boolean> {
  const [row] = await sql.query(LOOK, []);
  return row?.is_new ?? false;
}

import { type Addressee, peopleOf } from '@tidings/identity';
import type { Sql } from '@tidings/kernel';

/** The members of an account who may open the pages of webhooks, and so are told of them; and how the account is named. */
export async function readersOf(
  sql: Sql,
  accountId: string,
): Promise<{ accountName: string; readers: Addressee[] }> {
  const { accountName, people } = await peopleOf(sql, accountId);
  return { accountName, readers: people.filter((person) => person.role !== 'viewer') };
}

import { type Context, type Sql, tenantOf } from '@tidings/kernel';
import { NOTICE_KINDS, type Preferences } from '../schema.ts';
import { readerOf } from '../notices/reader-of.ts';
import { choicesOf, mailedInAccount } from './choices.ts';

/** What is mailed to the person, and what to members of the account who have not chosen. */
export async function showPreferences(ctx: Context, sql: Sql = ctx.database): Promise<Preferences> {
  const [accountId, personId] = [tenantOf(ctx), readerOf(ctx)];
  const account = await mailedInAccount(sql, accountId);
  const own = (await choicesOf(sql, accountId, [personId])).get(personId) ?? {};
  return {
    mail_is_on: ctx.config.SMTP_URL !== undefined,
    kinds: NOTICE_KINDS.map((kind) => ({ kind, account: account[kind], own: own[kind] ?? null })),
  };
}

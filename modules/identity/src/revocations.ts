import { type Database, listenTo, type Logger, type Sql, statement } from '@tidings/kernel';
import { z } from 'zod';
import { rememberedKeys } from './keys/accept-key.ts';
import { rememberedAccounts } from './named-account.ts';

const CHANNEL = 'tidings_principals';

/** A notification holds less than 8,000 bytes; beyond this, everything is asked for anew. */
const NAMES_LIMIT = 100;

const NOTIFY = statement<never>('identity.notify', `SELECT pg_notify('${CHANNEL}', $1)`);

/** What processes are not to believe any longer: keys by the SHA-256 of their text, accounts by id. */
export type Outdated = { keys?: readonly Buffer[]; accounts?: readonly string[] };

const payload = z.object({ keys: z.array(z.string()), accounts: z.array(z.string()) });

/**
 * Tells every process, when the transaction commits, to ask anew for what is outdated. A process that cannot be told
 * believes it for 2 s at most. It is rare enough for NOTIFY to be part of the transaction.
 */
export async function announceOutdated(tx: Sql, { keys = [], accounts = [] }: Outdated): Promise<void> {
  const isTooMuch = keys.length + accounts.length > NAMES_LIMIT;
  const said = { keys: keys.map((hash) => hash.toString('base64')), accounts };
  await tx.query(NOTIFY, [isTooMuch ? '' : JSON.stringify(said)]);
}

/** The same for this process, after the commit: its next request knows. */
export function forgetOutdated(database: Database, { keys = [], accounts = [] }: Outdated): void {
  for (const hash of keys) rememberedKeys(database).forget(hash.toString('base64'));
  for (const id of accounts) rememberedAccounts(database).forget(id);
}

/**
 * Forgets what other processes announce as outdated, so that a revoked key is refused at once everywhere.
 * @returns what ends it.
 */
export function followRevocations(
  url: string,
  { database, log }: { database: Database; log: Logger },
): () => Promise<void> {
  const forgetAll = () => {
    rememberedKeys(database).forgetAll();
    rememberedAccounts(database).forgetAll();
  };
  return listenTo(url, {
    channel: CHANNEL,
    log,
    meanwhile: 'a key that another process revokes is believed for up to 2 s',
    onBegin: forgetAll,
    onNotification: (text) => {
      if (!text) return forgetAll();
      const { keys, accounts } = payload.parse(JSON.parse(text)); // said by `announceOutdated`
      for (const key of keys) rememberedKeys(database).forget(key);
      for (const id of accounts) rememberedAccounts(database).forget(id);
    },
  });
}

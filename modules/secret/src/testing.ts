import { randomBytes } from 'node:crypto';
import { type Context, createLog, newId, readConfig, statement, systemClock } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { createKeyPair, createSecret } from './create-secret.ts';
import { describeSecrets } from './describe-secrets.ts';
import { rollSecret } from './roll-secret.ts';
import { signingKeys } from './signing-keys.ts';
import { secretMigrations } from './wiring.ts';

export const newMasterKey = (kid: string) => `${kid}:${randomBytes(32).toString('base64')}`;

/** Secrets on a database of their own. */
export async function installation() {
  const { database, drop } = await createTestDatabase({ steps: secretMigrations });
  const contextWith = (...masterKeys: string[]): Context => ({
    config: readConfig({ TIDINGS_MASTER_KEYS: masterKeys.join() }, 'production'),
    database,
    clock: systemClock,
    log: createLog('silent'),
    actor: { type: 'system', id: 'test', name: 'test' },
    requestId: 'req_test',
    accountId: undefined,
  });
  const ctx = contextWith(newMasterKey('k1'));
  const run = <Row>(text: string, values: unknown[] = []) => database.query(statement<Row>('', text), values);
  return {
    ctx,
    contextWith,
    database,
    run,
    close: drop,
    /** A webhook's secrets. */
    webhook: (of: Context = ctx) => {
      const owner = { accountId: newId('acct'), endpointId: newId('wh') };
      const keys = async (reader = of) =>
        (await signingKeys(reader, [owner.endpointId])).get(owner.endpointId) ?? { secrets: [], pairs: [] };
      return {
        owner,
        keys,
        create: () => database.transaction((tx) => createSecret(of, tx, owner)),
        createPair: () => database.transaction((tx) => createKeyPair(of, tx, owner)),
        roll: (overlapHours: number, hasKeyPair = false) =>
          database.transaction((tx) => rollSecret(of, tx, { owner, overlapHours, hasKeyPair })),
        live: async (reader = of) => (await keys(reader)).secrets.map(({ key }) => key),
        described: async () => (await describeSecrets(database, [owner.endpointId])).get(owner.endpointId),
        /** Lets hours go by for what is to end. */
        passHours: (hours: number) =>
          run(
            `UPDATE secret.signing_secret SET expires_at = expires_at - $2 * interval '1 hour' WHERE endpoint_id = $1`,
            [owner.endpointId, hours],
          ),
        rows: () =>
          run<{ kid: string; sealed: Buffer; public_key: string | null }>(
            'SELECT kid, sealed, public_key FROM secret.signing_secret WHERE endpoint_id = $1 ORDER BY id DESC',
            [owner.endpointId],
          ),
      };
    },
  };
}

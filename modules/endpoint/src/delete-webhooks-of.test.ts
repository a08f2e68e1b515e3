import { audited, type AuditRecord, newId, statement } from '@tidings/kernel';
import { describeSecrets } from '@tidings/secret';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countWebhooksOfApps, deleteWebhooksOfAccount, deleteWebhooksOfApp } from './delete-webhooks-of.ts';
import { endpointDeleted } from './hooks.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
const ended: string[] = [];
const committed: string[] = [];
const entries: AuditRecord[] = [];

beforeAll(async () => {
  home = await installation();
  audited.connect(async (_tx, record) => void entries.push(record));
  endpointDeleted.connect(async (_tx, id) => {
    ended.push(id);
    return async () => void committed.push(id);
  });
});
afterAll(() => home.close());

const MADE_BY = statement<never>(
  '',
  `UPDATE endpoint.endpoint SET created_by = json_build_object('type', 'app', 'id', $2::text, 'name', 'CRM') WHERE id = $1`,
);
const ACTIVITY = statement<never>('', 'SELECT FROM endpoint.activity WHERE endpoint_id = ANY ($1::text[])');

/** An account with a webhook of its own and two of an app. */
async function setup() {
  const account = home.account();
  const appId = newId('app');
  const own = await account.create();
  const made = [await account.create(), await account.create()];
  for (const { id } of made) await home.database.query(MADE_BY, [id, appId]);
  return { ...account, accountId: account.ctx.accountId ?? '', appId, own, made: made.map(({ id }) => id) };
}

it('finds and counts webhooks by who made them', async () => {
  const { webhooks, accountId, appId, own, made } = await setup();
  const byApp = await webhooks.list({ created_by_type: 'app', created_by_id: appId });
  expect(byApp.data.map(({ id }) => id)).toEqual(made.toReversed());
  const byService = await webhooks.list({ created_by_type: 'service' });
  expect(byService.data.map(({ id }) => id)).toEqual([own.id]);
  const asked = { accountId, appIds: [appId, newId('app')] };
  expect(await countWebhooksOfApps(home.database, asked)).toEqual(new Map([[appId, 2]]));
});

it('deletes the webhooks of an app with their secrets, each with its entry in the audit log, and no other', async () => {
  const { ctx, webhooks, accountId, appId, own, made } = await setup();
  const foreign = await setup();
  await home.database.query(MADE_BY, [foreign.own.id, appId]);
  const done = await home.database.unitOfWork((tx) => deleteWebhooksOfApp(tx, { accountId, appId }, ctx));
  const deleted = entries.filter(({ action }) => action === 'webhook.deleted');
  expect(deleted.map(({ subject }) => subject.id).toSorted()).toEqual(made.toSorted());
  expect(deleted[0]).toMatchObject({ accountId, before: { url: expect.any(String), events: ['*'] } });
  expect(ended).toEqual(expect.arrayContaining(made));
  expect(committed).not.toEqual(expect.arrayContaining(made));
  await done();
  expect(committed).toEqual(expect.arrayContaining(made));
  expect((await webhooks.list({})).data.map(({ id }) => id)).toEqual([own.id]);
  expect(await home.database.query(ACTIVITY, [made])).toEqual([]);
  expect([...(await describeSecrets(home.database, [...made, own.id])).keys()]).toEqual([own.id]);
  expect((await foreign.webhooks.list({})).data).toHaveLength(3);
});

it('deletes all webhooks of an account', async () => {
  const { webhooks, accountId } = await setup();
  const foreign = await setup();
  await (
    await home.database.transaction((tx) => deleteWebhooksOfAccount(tx, accountId))
  )();
  expect((await webhooks.list({})).data).toEqual([]);
  expect((await foreign.webhooks.list({})).data).toHaveLength(3);
});

it('relies on the index by maker', async () => {
  const { accountId, appId } = await setup();
  const explain = statement<{ 'QUERY PLAN': string }>(
    '',
    `EXPLAIN SELECT id FROM endpoint.endpoint
     WHERE account_id = '${accountId}' AND created_by->>'type' = 'app' AND created_by->>'id' = '${appId}'`,
  );
  const plan = await home.database.transaction(async (tx) => {
    await tx.query(statement<never>('', 'SET LOCAL enable_seqscan = off'));
    return tx.query(explain);
  });
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('endpoint_by_creator');
});

import { audited, type AuditRecord } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inhabited } from '../testing.ts';
import { auditStranger, auditStrangers } from './audit-strangers.ts';
import { doorOrigin } from './door-origin.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
let records: AuditRecord[] = [];
beforeAll(async () => {
  home = await inhabited();
  audited.connect(async (_tx, record) => {
    records.push(record);
  });
});
afterAll(() => home.close());
beforeEach(async () => {
  records = [];
  await run('TRUNCATE identity.strangers_sign_in, identity.attempt');
});

const run = (text: string) => home.database.pool.query(text);
const tryFrom = (address: string, typed = 'eve@example.com') => {
  const headers = new Headers({ 'x-tidings-client-address': address });
  return home.database.transaction((tx) => auditStranger(tx, doorOrigin(headers, undefined), typed));
};
const aQuarterLater = () =>
  run("UPDATE identity.strangers_sign_in SET began_at = began_at - interval '16 minutes'");

it('is told without what was typed, by a hash that is the same for the same', async () => {
  await home.signIn({ email: 'eve@example.com', password: 'a wrong guess' });
  await tryFrom('198.51.100.1');
  await tryFrom('198.51.100.2', 'my secret passphrase');
  expect(records.map(({ action, accountId }) => [action, accountId])).toEqual(
    Array.from({ length: 3 }, () => ['user.sign_in_failed', null]),
  );
  const [first, same, other] = records.map(({ subject }) => subject.name);
  expect(first).toMatch(/^unknown \([0-9a-f]{8}\)$/);
  expect([same === first, other === first]).toEqual([true, false]);
  expect(JSON.stringify(records)).not.toMatch(/eve@|passphrase/);
});

it('is one entry at first and one sum when a quarter of an hour has gone by, for each place', async () => {
  for (let count = 0; count < 20; count += 1) await tryFrom('198.51.100.1');
  await tryFrom('198.51.100.2');
  expect(records).toHaveLength(2);
  await auditStrangers(home.process);
  expect(records).toHaveLength(2);
  await aQuarterLater();
  await auditStrangers(home.process);
  expect(records.slice(2)).toMatchObject([
    { action: 'user.sign_in_failed', accountId: null, after: { from: '198.51.100.1', further_attempts: 19 } },
  ]);
  await tryFrom('198.51.100.1');
  expect(records).toHaveLength(4);
});

it('fills no log from ever so many places either', async () => {
  for (let place = 0; place < 150; place += 1) await tryFrom(`2001:db8:0:${place.toString(16)}::1`);
  expect(records).toHaveLength(101);
  await aQuarterLater();
  await auditStrangers(home.process);
  expect(records.slice(101)).toMatchObject([{ after: { from: 'elsewhere', further_attempts: 49 } }]);
});

import { audited, type AuditRecord } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inhabited } from '../testing.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
const records: AuditRecord[] = [];
beforeAll(async () => {
  home = await inhabited();
  audited.connect(async (_tx, record) => {
    records.push(record);
  });
});
afterAll(() => home.close());

it('records who signs out, and nothing where nobody was signed in', async () => {
  const { cookie } = await home.signIn();
  expect((await home.post('/sign-out', {}, { cookie })).status).toBe(200);
  await home.post('/sign-out', {}, { cookie });
  expect(records.map(({ action, accountId, subject }) => [action, accountId, subject.name])).toEqual([
    ['user.signed_in', home.account.id, home.email],
    ['user.signed_out', home.account.id, home.email],
  ]);
});

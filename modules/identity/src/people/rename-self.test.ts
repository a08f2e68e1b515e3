import { audited, type AuditRecord } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inhabited } from '../testing.ts';
import { getSession } from '../get-session.ts';
import { renameSelfInput } from './people-schema.ts';
import { renameSelf } from './rename-self.ts';
import { addAccount, addMember, addPerson, asPerson } from './testing-people.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
const records: AuditRecord[] = [];
beforeAll(async () => {
  home = await inhabited();
  audited.connect(async (_, record) => void records.push(record));
});
afterAll(() => home.close());

it('is what the person is called from then on, in all of their accounts, and is in the log of each', async () => {
  const grace = await addPerson(home, 'grace@example.com', 'viewer');
  const other = await addPerson(home, 'other@example.com', 'viewer');
  const second = await addAccount(home, 'Globex');
  await addMember(home, { userId: grace.id, accountId: second, role: 'admin' });
  records.length = 0;
  await renameSelf(asPerson(home, grace.id, { role: 'viewer' }), { name: 'Grace Hopper' });
  const { user } = await getSession(asPerson(home, grace.id, { accountId: second }));
  expect(user.name).toBe('Grace Hopper');
  expect((await getSession(asPerson(home, other.id))).user.name).toBe('Grace');
  expect(new Set(records.map(({ accountId }) => accountId))).toEqual(new Set([home.account.id, second]));
  for (const record of records) {
    expect(record).toMatchObject({
      action: 'user.renamed',
      actor: { type: 'user', id: grace.id },
      subject: { type: 'user', id: grace.id, name: 'grace@example.com' },
      before: { name: 'Grace' },
      after: { name: 'Grace Hopper' },
    });
  }
  await renameSelf(asPerson(home, grace.id), { name: 'Grace Hopper' });
  expect(records).toHaveLength(2);
});

it('is nothing that a key or a visitor could do', async () => {
  const actor = { type: 'service' as const, id: 'key_test', name: 'test' };
  await expect(renameSelf(asPerson(home, 'x', { actor }), { name: 'Eve' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it.each(['', '   ', 'x'.repeat(101), 'a\0b'])('is no name: %j', (name) => {
  expect(renameSelfInput.safeParse({ name }).success).toBe(false);
});

import { audited, type AuditRecord, createCallerFactory } from '@tidings/kernel';
import { firstStatementOf, nameOf, readsOf } from '@tidings/kernel/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { identityRouter } from '../router.ts';
import { inhabited } from '../testing.ts';
import { changeRole } from './change-role.ts';
import { invite } from './invite.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';
import { renameSelf } from './rename-self.ts';
import { switchAccount } from './switch-account.ts';
import { addAccount, addMember, addPerson, asPerson } from './testing-people.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
let adminId: string;
let records: AuditRecord[] = [];
beforeAll(async () => {
  home = await inhabited();
  const { rows } = await home.database.pool.query('SELECT id FROM identity."user"');
  adminId = rows[0].id;
  audited.connect(async (_, record) => void records.push(record));
});
afterAll(() => home.close());
beforeEach(async () => {
  records = [];
  await home.database.pool.query('TRUNCATE identity.attempt');
  await home.database.pool.query('DELETE FROM identity."user" WHERE id <> $1', [adminId]);
});

const ask = async (cookie: string) =>
  authenticate(home.auth, home.process, { method: 'GET', headers: { cookie } });

it('lists members by name with what an admin needs to know', async () => {
  await addPerson(home, 'grace@example.com', 'viewer');
  const { data } = await listMembers(asPerson(home, adminId), { limit: 25 });
  expect(data).toMatchObject([
    { user_id: adminId, name: 'Admin', email: 'ada@example.com', role: 'admin', two_factor: false },
    { name: 'Grace', email: 'grace@example.com', role: 'viewer', last_seen_at: null },
  ]);
  const first = await listMembers(asPerson(home, adminId), { limit: 1 });
  const second = await listMembers(asPerson(home, adminId), { limit: 1, cursor: first.next_cursor! });
  expect([...first.data, ...second.data]).toEqual(data);
  expect([first.has_more, second.next_cursor]).toEqual([true, null]);
  await renameSelf(asPerson(home, adminId), { name: 'admin the Second' });
  await renameSelf(asPerson(home, data[1]!.user_id), { name: 'Ada' });
  const after = await listMembers(asPerson(home, adminId), { limit: 25 });
  expect(after.data.map(({ name }) => name)).toEqual(['Ada', 'admin the Second']);
});

it('reads a page of members by its index, and of nobody else who they are', async () => {
  const run = (text: string) => home.database.pool.query(text);
  await run(`INSERT INTO identity."user" (id, name, email, email_verified)
    SELECT 'many ' || n, 'Person ' || n, n || '@example.com', true FROM generate_series(1, 3000) AS n`);
  await run(`INSERT INTO identity.member (id, account_id, user_id, role, created_at)
    SELECT id, '${home.account.id}', id, 'viewer', now() FROM identity."user" WHERE id LIKE 'many %'`);
  await run('ANALYZE identity."user", identity.member, identity.session');
  const second = await listMembers(asPerson(home, adminId), { limit: 10 });
  const given = await firstStatementOf((database) =>
    listMembers({ ...asPerson(home, adminId), database }, { limit: 10, cursor: second.next_cursor! }),
  );
  for (const mode of ['force_custom_plan', 'force_generic_plan'] as const) {
    const reads = await readsOf(home.database, given, mode);
    expect(reads.map(nameOf)).toEqual(expect.arrayContaining(['member_by_name', 'user_pkey']));
    // A scan of all of them would have no index.
    expect(reads.filter(({ relation }) => relation !== 'session').map(nameOf)).not.toContainEqual(
      expect.stringMatching(/^none/),
    );
  }
});

it('does not tell one account when somebody was in another', async () => {
  const grace = await addPerson(home, 'grace@example.com', 'viewer');
  const other = await addAccount(home, 'Other');
  await addMember(home, { userId: grace.id, accountId: other, role: 'viewer' });
  const seenIn = async (accountId: string) =>
    (await listMembers(asPerson(home, adminId, { accountId }), { limit: 25 })).data.find(
      ({ user_id }) => user_id === grace.id,
    )?.last_seen_at;
  const { cookie } = await home.signIn(grace.credentials);
  expect([await seenIn(home.account.id), await seenIn(other)]).toEqual([expect.any(String), null]);
  const { actor } = await ask(cookie);
  await switchAccount({ ...asPerson(home, grace.id), actor }, { account_id: other });
  expect([await seenIn(home.account.id), await seenIn(other)]).toEqual([null, expect.any(String)]);
});

describe('another role', () => {
  it('is in force with the next request', async () => {
    const grace = await addPerson(home, 'grace@example.com', 'viewer');
    const { cookie } = await home.signIn(grace.credentials);
    expect(await ask(cookie)).toMatchObject({ actor: { role: 'viewer' } });
    await changeRole(asPerson(home, adminId), { user_id: grace.id, role: 'developer' });
    expect(await ask(cookie)).toMatchObject({ actor: { role: 'developer' } });
    expect(records).toMatchObject([
      { action: 'user.signed_in' },
      { action: 'member.role_changed', before: { role: 'viewer' }, after: { role: 'developer' } },
    ]);
  });

  it('is never taken from the last admin', async () => {
    const demoted = changeRole(asPerson(home, adminId), { user_id: adminId, role: 'viewer' });
    await expect(demoted).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('only admin'),
    });
  });

  it('is not taken from both of two admins who do it to each other at once', async () => {
    const grace = await addPerson(home, 'grace@example.com', 'admin');
    const ended = await Promise.allSettled([
      changeRole(asPerson(home, adminId), { user_id: grace.id, role: 'viewer' }),
      changeRole(asPerson(home, grace.id), { user_id: adminId, role: 'viewer' }),
    ]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { data } = await listMembers(asPerson(home, adminId), { limit: 25 });
    const [first] = data.filter(({ role }) => role === 'admin');
    await home.database.pool.query(`UPDATE identity.member SET role = 'admin' WHERE user_id = $1`, [adminId]);
    expect(first).toBeDefined();
  });

  it('is not given to members of other accounts', async () => {
    const other = await addAccount(home, 'Other');
    const stranger = await addPerson(home, 'eve@example.com', 'viewer', other);
    const changed = changeRole(asPerson(home, adminId), { user_id: stranger.id, role: 'admin' });
    await expect(changed).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a removed member', () => {
  it('is refused at once, and what they left open opens no account that they join later', async () => {
    const grace = await addPerson(home, 'grace@example.com', 'developer');
    const { cookie } = await home.signIn(grace.credentials);
    await removeMember(asPerson(home, adminId), { user_id: grace.id });
    await expect(ask(cookie)).rejects.toMatchObject({ code: 'forbidden' });
    expect(records.at(-1)).toMatchObject({
      action: 'member.removed',
      subject: { id: grace.id, name: 'grace@example.com' },
    });

    const { link } = await invite(asPerson(home, adminId), { email: 'grace@example.com', role: 'viewer' });
    const present = (await home.signIn(grace.credentials)).cookie;
    const token = String(link).split('#')[1];
    expect((await home.post('/invitation/accept', { token }, { cookie: present })).status).toBe(200);
    expect(await ask(present)).toMatchObject({ signedIn: true });
    expect(await ask(cookie)).toMatchObject({ signedIn: false });
  });

  it('goes on in the other accounts they belong to', async () => {
    const grace = await addPerson(home, 'grace@example.com', 'developer');
    const other = await addAccount(home, 'Other');
    await addMember(home, { userId: grace.id, accountId: other, role: 'viewer' });
    const { cookie } = await home.signIn(grace.credentials);
    await removeMember(asPerson(home, adminId), { user_id: grace.id });
    expect(await ask(cookie)).toMatchObject({ signedIn: true, accountId: other });
  });

  it('is never the last admin', async () => {
    await addPerson(home, 'grace@example.com', 'developer');
    await expect(removeMember(asPerson(home, adminId), { user_id: adminId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

it('keeps visitors by a portal link from the team, and from making what outlasts their visit', async () => {
  const actor = { type: 'portal' as const, id: 'ptl_x', name: 'Visitor', role: 'admin' as const };
  const visitor = createCallerFactory(identityRouter)({
    ...asPerson(home, 'x', { actor }),
    signedIn: true,
  });
  const asked = [
    visitor.team.members({}),
    visitor.team.remove({ user_id: adminId }),
    visitor.keys.create({ name: 'For ever', scopes: ['webhooks:read'] }),
    visitor.apps.install({ name: 'CRM' }),
    visitor.audit.list({}),
  ];
  for (const each of asked) await expect(each).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

import { audited, type AuditRecord } from '@tidings/kernel';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inhabited } from '../testing.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
let records: AuditRecord[] = [];
beforeAll(async () => {
  home = await inhabited();
  audited.connect(async (_tx, record) => {
    records.push(record);
  });
});
afterAll(() => home.close());
beforeEach(() => {
  records = [];
});

it('records who signs out, and nothing where nobody was signed in', async () => {
  const { cookie } = await home.signIn();
  expect((await home.post('/sign-out', {}, { cookie })).status).toBe(200);
  await home.post('/sign-out', {}, { cookie });
  expect(records.map(({ action, accountId, subject }) => [action, accountId, subject.name])).toEqual([
    ['user.signed_in', home.account.id, home.email],
    ['user.signed_out', home.account.id, home.email],
  ]);
});

it('records wrong passwords of who is signed in, with what they were given for, until they are not looked at', async () => {
  const { cookie } = await home.signIn();
  records = [];
  const wrong = 'hunter2 and more';
  const tries: [path: string, body: object][] = [
    ['/change-password', { currentPassword: wrong, newPassword: 'nine lemons at a harbour' }],
    ['/change-password', { currentPassword: home.password, newPassword: 'short' }],
    ['/two-factor/enable', { password: wrong }],
    ['/two-factor/disable', { password: wrong }],
    ['/two-factor/disable', { password: wrong }],
    ['/two-factor/disable', { password: wrong }],
  ];
  const statuses: number[] = [];
  for (const [path, body] of tries) statuses.push((await home.post(path, body, { cookie })).status);
  expect(statuses).toEqual([400, 422, 400, 400, 400, 429]);
  expect(records.map(({ action, accountId, after }) => [action, accountId, after])).toEqual(
    ['change-password', 'two-factor/enable', 'two-factor/disable', 'two-factor/disable'].map((path) => [
      'user.password_check_failed',
      home.account.id,
      { asked_for: path },
    ]),
  );
  expect(JSON.stringify(records)).not.toContain('hunter2');
});

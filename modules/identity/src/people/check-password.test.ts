import { audited, type AuditRecord, statement } from '@tidings/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inhabited } from '../testing.ts';
import { checkPassword } from './check-password.ts';

const ADMIN = statement<{ id: string }>('', 'SELECT id FROM identity."user" WHERE email = $1');
const FORGET = statement<never>('', 'DELETE FROM identity.attempt');

let home: Awaited<ReturnType<typeof inhabited>>;
let admin: string;
let records: AuditRecord[] = [];
beforeAll(async () => {
  audited.connect(async (_tx, record) => void records.push(record));
  home = await inhabited();
  const [row] = await home.database.query(ADMIN, [home.email]);
  admin = row!.id;
});
afterAll(() => home.close());

const FAILED = { action: 'webhook.secret_reveal_failed', subject: { type: 'webhook', id: 'wh_1' } } as const;

/** The check, as whoever acts asks for it. */
function checkAs(actor: Parameters<typeof checkPassword>[0]['actor']) {
  const ctx = { actor, database: home.database, requestId: 'req_1', accountId: home.account.id };
  return (password: string) => checkPassword(ctx, password, FAILED);
}

async function setup() {
  await home.database.query(FORGET);
  records = [];
  return checkAs({ type: 'user', id: admin, name: 'Ada', role: 'admin' });
}

test('the right password passes, a wrong one is refused at its field', async () => {
  const check = await setup();
  await expect(check(home.password)).resolves.toBeUndefined();
  await expect(check(`${home.password} `)).rejects.toMatchObject({
    code: 'forbidden',
    issues: [{ path: '/password', message: 'This is not your password.' }],
  });
});

test('each wrong one that was looked at is in the audit log of the account, without what was typed', async () => {
  const check = await setup();
  await check(home.password);
  expect(records).toEqual([]);
  await Promise.allSettled(Array.from({ length: 7 }, () => check('hunter2 and more')));
  expect(records).toHaveLength(5);
  expect(records[0]).toMatchObject({
    accountId: home.account.id,
    actor: { type: 'user', id: admin, name: 'Ada' },
    requestId: 'req_1',
    ...FAILED,
  });
  expect(JSON.stringify(records)).not.toContain('hunter2');
});

test('after five wrong ones nobody guesses on, also not with the right one, nor all at once', async () => {
  const check = await setup();
  const guesses = await Promise.allSettled(Array.from({ length: 12 }, () => check('wrong')));
  const codes = guesses.map((each) => each.status === 'rejected' && (each.reason as { code: string }).code);
  expect(codes.filter((code) => code === 'forbidden')).toHaveLength(5);
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(7);
  await expect(check(home.password)).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringMatching(/^Too many wrong passwords\. Try again in 1[45] minutes\.$/),
  });
});

test('a right one forgives the wrong ones before', async () => {
  const check = await setup();
  for (let round = 0; round < 3; round += 1) {
    for (let count = 0; count < 4; count += 1)
      await expect(check('wrong')).rejects.toThrow('not your password');
    await check(home.password);
  }
});

test('keys and visitors of the portal have no password', async () => {
  for (const actor of [
    { type: 'service', id: 'key_1', name: 'Billing' },
    { type: 'portal', id: admin, name: 'Visitor', role: 'admin' },
    { type: 'app', id: 'app_1', name: 'CRM', keyId: 'key_1', scopes: [] },
  ] as const) {
    await expect(checkAs(actor)(home.password)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('a person without a password is told so', async () => {
  const check = checkAs({ type: 'user', id: 'nobody', name: 'Nobody', role: 'viewer' });
  await expect(check('x')).rejects.toThrow('You have no password here');
});

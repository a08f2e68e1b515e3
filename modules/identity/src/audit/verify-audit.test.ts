import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../testing-audit.ts';

let log: Awaited<ReturnType<typeof auditLog>>;

beforeEach(async () => {
  log = await auditLog();
});
afterEach(() => log.close());

/** The fault of an account's chain, and that no other chain has one. */
async function faultOf(account: string) {
  const chains = await log.verify();
  expect(chains.filter(({ accountId, fault }) => accountId !== account && fault)).toEqual([]);
  return chains.find(({ accountId }) => accountId === account)?.fault;
}

describe('Verifying the audit log', () => {
  test('finds nothing wrong with what was only appended to, and tells how each chain ends', async () => {
    expect(await log.verify()).toEqual([]);
    const [one, other] = [await log.account(3), await log.account(1)];
    await log.append(undefined);
    const chains = await log.verify();
    expect(chains.map(({ accountId, head, fault }) => [accountId, head.sequence, fault])).toEqual([
      [one, 3, undefined],
      [other, 1, undefined],
      [null, 1, undefined],
    ]);
    expect(new Set(chains.map(({ head }) => head.hash)).size).toBe(3);
  });

  test('goes through more entries and chains than it holds at a time', async () => {
    const account = await log.account(1_003);
    await log.tamper('UPDATE audit.entry SET address = NULL WHERE chain = $1 AND sequence = 1002', [account]);
    expect(await faultOf(account)).toMatchObject({ kind: 'altered', sequence: 1_002 });
    for (let count = 0; count < 505; count += 1) await log.account(1);
    expect(await log.verify()).toHaveLength(506);
  }, 60_000);

  test.each([
    ['at', "at + interval '1 millisecond'"],
    ['id', "id || 'x'"],
    ['actor_id', "'user_eve'"],
    ['actor_name', "'Eve'"],
    ['actor_type', "'system'"],
    ['address', "'203.0.113.1'"],
    ['user_agent', 'NULL'],
    ['request_id', "'req_2'"],
    ['action', "'webhook.paused'"],
    ['subject_type', "'app'"],
    ['subject_id', "'wh_2'"],
    ['subject_name', 'NULL'],
    ['before', "'{}'"],
    ['after', 'NULL'],
    ['hash', "decode(repeat('ab', 32), 'hex')"],
  ])('names the entry whose %s was altered', async (column, value) => {
    const [account] = [await log.account(4), await log.account(4)];
    await log.tamper(`UPDATE audit.entry SET ${column} = ${value} WHERE chain = $1 AND sequence = 3`, [
      account,
    ]);
    expect(await faultOf(account)).toMatchObject({
      kind: 'altered',
      sequence: 3,
      id: expect.stringMatching(/^aud_/),
    });
  });

  test('names the entry after one that was written anew with a hash that fits', async () => {
    const [account, donor] = [await log.account(4), await log.account(2)];
    await log.tamper('DELETE FROM audit.entry WHERE chain = $1 AND sequence = 1', [account]);
    await log.tamper('UPDATE audit.entry SET chain = $1 WHERE chain = $2 AND sequence = 1', [account, donor]);
    const chains = await log.verify();
    expect(chains.find(({ accountId }) => accountId === account)?.fault).toMatchObject({
      kind: 'altered',
      sequence: 1,
    });
    expect(chains.find(({ accountId }) => accountId === donor)?.fault).toMatchObject({
      kind: 'missing',
      sequence: 1,
    });
  });

  test('names the first of those that are missing', async () => {
    const account = await log.account(6);
    await log.tamper('DELETE FROM audit.entry WHERE chain = $1 AND sequence IN (3, 4)', [account]);
    expect(await faultOf(account)).toEqual({
      kind: 'missing',
      chain: account,
      sequence: 3,
      id: null,
      detail: 'Entries 3 to 4 are missing.',
    });
  });

  test('names the first of two that changed places', async () => {
    const account = await log.account(5);
    await log.tamper(
      'UPDATE audit.entry SET sequence = CASE sequence WHEN 2 THEN -4 ELSE -2 END WHERE chain = $1 AND sequence IN (2, 4)',
      [account],
    );
    await log.tamper('UPDATE audit.entry SET sequence = -sequence WHERE chain = $1 AND sequence < 0', [
      account,
    ]);
    expect(await faultOf(account)).toMatchObject({
      kind: 'reordered',
      sequence: 2,
      detail: 'It was written right after the entry that is number 3 now.',
    });
  });

  test('sees that the end was cut off', async () => {
    const account = await log.account(5);
    await log.tamper('DELETE FROM audit.entry WHERE chain = $1 AND sequence > 3', [account]);
    expect(await faultOf(account)).toMatchObject({ kind: 'missing', sequence: 4 });
  });

  test('sees that all entries were removed', async () => {
    const account = await log.account(2);
    await log.tamper('DELETE FROM audit.entry WHERE chain = $1', [account]);
    expect(await faultOf(account)).toMatchObject({ kind: 'missing', sequence: 1 });
  });

  test('sees that a head was set back, replaced or removed', async () => {
    const account = await log.account(3);
    await log.tamper('UPDATE audit.chain SET sequence = 2 WHERE chain = $1', [account]);
    expect(await faultOf(account)).toMatchObject({ kind: 'head', sequence: 3 });
    await log.tamper(
      "UPDATE audit.chain SET sequence = 3, hash = decode(repeat('00', 32), 'hex') WHERE chain = $1",
      [account],
    );
    expect(await faultOf(account)).toMatchObject({ kind: 'head', sequence: 3 });
    await log.tamper('DELETE FROM audit.chain WHERE chain = $1', [account]);
    expect(await faultOf(account)).toMatchObject({ kind: 'head', detail: "The chain's head is missing." });
  });
});

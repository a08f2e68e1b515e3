import { audit, statement } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditProtection } from './audit-protection.ts';
import { GENESIS } from './canonical.ts';
import { listAudit } from './list-audit.ts';
import { auditLog } from '../testing-audit.ts';

let log: Awaited<ReturnType<typeof auditLog>>;

beforeAll(async () => {
  log = await auditLog();
});
afterAll(() => log.close());

const page = { limit: 100 };
const run = (text: string, values: unknown[] = []) =>
  log.application.query(statement<never>('', text), values);

describe('An entry', () => {
  test('says who did what to what, from where, in which request, and how it was before and after', async () => {
    const account = await log.account();
    await log.append(account, {
      action: 'webhook.updated',
      before: { name: 'Orders', url: 'https://a.example' },
      after: { name: 'Sales', url: 'https://a.example' },
    });
    const { data } = await listAudit(log.contextOf(account), page);
    expect(data).toEqual([
      {
        id: expect.stringMatching(/^aud_[0-9a-z]{26}$/),
        created_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        account_id: account,
        actor: { type: 'user', id: 'user_ada', name: 'Ada' },
        address: '192.0.2.1',
        user_agent: 'Firefox',
        request_id: 'req_1',
        action: 'webhook.updated',
        subject: { type: 'webhook', id: 'wh_1', name: 'Orders' },
        before: { name: 'Orders' },
        after: { name: 'Sales' },
        sequence: 1,
        previous_hash: GENESIS,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  test('carries the hash of the one before it, in the chain of its account', async () => {
    const [one, other] = [await log.account(3), await log.account(1)];
    const { data } = await listAudit(log.contextOf(one), page);
    expect(data.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(data[0]?.previous_hash).toBe(data[1]?.hash);
    expect((await listAudit(log.contextOf(other), page)).data[0]?.previous_hash).toBe(GENESIS);
  });

  test('is undone with the transaction that it is part of', async () => {
    const account = await log.account(1);
    const failing = log.application.transaction(async (tx) => {
      await audit(log.originOf(account), tx, {
        action: 'webhook.deleted',
        subject: { type: 'webhook', id: 'wh_1' },
      });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await listAudit(log.contextOf(account), page)).data).toHaveLength(1);
  });

  test('keeps its place when many are appended at once', async () => {
    const account = await log.account();
    await Promise.all(Array.from({ length: 20 }, () => log.append(account)));
    const { data } = await listAudit(log.contextOf(account), page);
    expect(data.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 20 }, (_, index) => 20 - index),
    );
    expect((await log.verify()).find(({ accountId }) => accountId === account)?.fault).toBeUndefined();
  });

  test('of another account waits for nobody', async () => {
    const [one, other] = [await log.account(1), await log.account(1)];
    await log.application.transaction(async (tx) => {
      await audit(log.originOf(one), tx, {
        action: 'webhook.deleted',
        subject: { type: 'webhook', id: 'wh_1' },
      });
      await log.append(other);
    });
    expect((await listAudit(log.contextOf(other), page)).data).toHaveLength(2);
  });

  test('comes back as it was written, whatever characters it has', async () => {
    const account = await log.account();
    const strange = '\u0000 a\ud800 "ä" \u2028 🙂';
    await log.append(account, {
      subject: { type: 'webhook', id: strange, name: strange },
      after: { [strange]: strange },
    });
    expect((await log.verify()).find(({ accountId }) => accountId === account)?.fault).toBeUndefined();
  });

  test('says only how much there was where it would be a document', async () => {
    const account = await log.account();
    await log.append(account, { after: { schema: 'x'.repeat(100_000) } });
    const { data } = await listAudit(log.contextOf(account), page);
    expect(data[0]?.after).toEqual({ omitted: '100013 characters' });
  });
});

describe("The application's role", () => {
  test('is told that the log is not its own', async () => {
    expect(await auditProtection(log.application)).toEqual({ kind: 'role', role: 'tidings' });
  });

  test('cannot change the log, nor take away what keeps it from doing so', async () => {
    const account = await log.account(2);
    await run('GRANT ALL ON audit.entry TO tidings'); // does nothing, with a warning
    for (const command of [
      'UPDATE audit.entry SET action = action',
      'DELETE FROM audit.entry',
      'TRUNCATE audit.entry',
      'DROP TABLE audit.entry',
      'DROP SCHEMA audit CASCADE',
      'ALTER TABLE audit.entry DISABLE TRIGGER ALL',
      'DROP TRIGGER append_only ON audit.entry',
      'UPDATE audit.chain SET sequence = 0',
      'DELETE FROM audit.chain',
      "INSERT INTO audit.chain (chain) VALUES ('mine')",
      'SET ROLE tidings_audit',
      "SET session_replication_role = 'replica'",
      'CREATE OR REPLACE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    ]) {
      await expect(run(command), command).rejects.toThrow(/permission denied|must be owner/);
    }
    expect((await listAudit(log.contextOf(account), page)).data).toHaveLength(2);
  });

  test('can append nothing but the next entry', async () => {
    const account = await log.account(2);
    const copy = `INSERT INTO audit.entry SELECT (r).* FROM (
       SELECT json_populate_record(e, json_build_object('sequence', $2::int)) AS r FROM audit.entry e WHERE chain = $1 LIMIT 1) AS c`;
    for (const sequence of [0, 2, 3, 4]) {
      await expect(run(copy, [account, sequence])).rejects.toThrow('This is not the next entry');
    }
  });
});

describe('Whoever owns the log', () => {
  test('is refused by triggers until they are removed', async () => {
    await log.account(1);
    for (const command of [
      'UPDATE audit.entry SET action = action',
      'DELETE FROM audit.entry',
      'TRUNCATE audit.entry',
      'UPDATE audit.chain SET sequence = 0',
      'DELETE FROM audit.chain',
      'TRUNCATE audit.chain',
    ]) {
      await expect(log.superuser.query(statement<never>('', command)), command).rejects.toThrow(
        'The audit log is append-only',
      );
    }
  });
});

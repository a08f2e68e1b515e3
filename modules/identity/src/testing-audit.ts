import {
  type AuditEntry,
  audit,
  audited,
  type AuditOrigin,
  type Context,
  createLog,
  newId,
  openDatabase,
  readConfig,
  statement,
  systemClock,
} from '@tidings/kernel';
import { appendAudit } from './audit/append-audit.ts';
import { auditDatabase } from './testing.ts';
import { type VerifiedChain, verifyAudit } from './audit/verify-audit.ts';

audited.connect(appendAudit);

/** An audit log on a database of its own, as superuser and as the role that the application has. */
export async function auditLog() {
  const { url, database, drop } = await auditDatabase();
  const applicationUrl = new URL(url);
  applicationUrl.username = 'tidings';
  const application = openDatabase({
    url: applicationUrl.href,
    poolSize: 4,
    entities: [],
    onError: (error) => {
      throw error;
    },
  });
  const originOf = (accountId: string | undefined): AuditOrigin => ({
    actor: { type: 'user', id: 'user_ada', name: 'Ada', role: 'admin' },
    requestId: 'req_1',
    accountId,
    address: '192.0.2.1',
    userAgent: 'Firefox',
  });
  const append = (accountId: string | undefined, entry: Partial<AuditEntry> = {}) =>
    application.transaction((tx) =>
      audit(originOf(accountId), tx, {
        action: 'webhook.created',
        subject: { type: 'webhook', id: 'wh_1', name: 'Orders' },
        ...entry,
      }),
    );
  return {
    application,
    /** Whoever can do everything. */
    superuser: database,
    append,
    originOf,
    /** An account whose log has this many entries. */
    account: async (entries = 0) => {
      const id = newId('acct');
      for (let number = 1; number <= entries; number += 1) {
        await append(id, { after: { number } });
      }
      return id;
    },
    contextOf: (accountId: string | undefined): Context => ({
      ...originOf(accountId),
      actor: { type: 'service', id: 'key_test', name: 'Billing' },
      accountId,
      config: readConfig({}, 'dev'),
      database: application,
      clock: systemClock,
      log: createLog('silent'),
    }),
    /** Changes what nobody can change but a superuser who first removes the triggers. */
    tamper: async (command: string, values: unknown[] = []) => {
      await database.transaction(async (tx) => {
        await tx.query(statement<never>('', "SET LOCAL session_replication_role = 'replica'"));
        await tx.query(statement<never>('', command), values);
      });
    },
    /** As the application, which is how `tidings audit verify` does it. */
    verify: async () => {
      const chains: VerifiedChain[] = [];
      for await (const chain of verifyAudit(application)) chains.push(chain);
      return chains;
    },
    close: async () => {
      await application.close();
      await drop();
    },
  };
}

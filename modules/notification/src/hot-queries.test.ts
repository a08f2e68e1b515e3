import { firstStatementOf, type PlanCase, provePlans } from '@tidings/kernel/testing';
import { keyRingOf } from '@tidings/secret/wiring';
import { afterAll, beforeAll } from 'vitest';
import { mailDueNotices } from './digest/mail-due-notices.ts';
import { countUnread } from './notices/count-unread.ts';
import { listNotices } from './notices/list-notices.ts';
import { note } from './notices/note.ts';
import { installation } from './testing.ts';

let home: Awaited<ReturnType<typeof installation>>;

/** A thousand accounts with five webhooks each, of which much was told, and half of it read by one person. */
beforeAll(async () => {
  home = await installation();
  await home.run(
    `INSERT INTO notification.notice (id, account_id, webhook_id, kind, subject, details, created_at, is_mail_waiting)
     SELECT 'ntc_' || lpad(n::text, 8, '0'), 'acct_' || n % 1000, 'wh_' || n % 5000, 'webhook.recovered',
            'webhook.recovered', '{}', now() - n * interval '30 s', n % 1000 = 0
     FROM generate_series(1, 60000) AS n`,
  );
  await home.run(
    `INSERT INTO notification.reading (notice_id, person_id)
     SELECT id, 'ada' FROM notification.notice WHERE created_at < now() - interval '10 days'`,
  );
  await home.run(
    `INSERT INTO notification.digest (account_id, mailed_at) SELECT 'acct_' || n, now() FROM generate_series(1, 5000) AS n`,
  );
  await home.run('ANALYZE');
});
afterAll(() => home.close());

const reader = (database: Parameters<typeof countUnread>[0]['database']) => ({
  ...home,
  database,
  requestId: 'test',
  accountId: 'acct_7',
  actor: { type: 'user', id: 'ada', name: 'Ada', role: 'admin' } as const,
});

const CASES: Record<string, PlanCase> = {
  'what was told of a webhook before, when something is told': {
    given: () =>
      firstStatementOf((tx) =>
        note(home, tx, [
          { accountId: 'acct_7', webhookId: 'wh_1007', kind: 'webhook.recovered', details: {} },
        ]),
      ),
    indexes: ['notice_by_webhook', 'notice_pkey'],
  },
  'how much is unread': {
    given: () => firstStatementOf((database) => countUnread(reader(database))),
    indexes: ['notice_by_account', 'reading_pkey'],
  },
  'the list': {
    given: () => firstStatementOf((database) => listNotices(reader(database), { limit: 25, unread: false })),
    indexes: ['notice_by_account', 'reading_pkey'],
  },
  'which accounts are to be mailed': {
    given: () =>
      firstStatementOf((database) => mailDueNotices({ ...home, database, vault: keyRingOf(home.config) })),
    indexes: ['notice_mail_waiting', 'digest_pkey'],
  },
};

provePlans(CASES, () => home.database);

import {
  createWebhook,
  type DayCounts,
  deleteWebhook,
  recordActivity,
  updateWebhook,
} from '@tidings/endpoint';
import {
  endpointDeleted,
  endpointDisabled,
  endpointEntities,
  endpointHealthChanged,
  endpointMigrations,
  endpointWarned,
} from '@tidings/endpoint/wiring';
import { loadCatalog } from '@tidings/event/wiring';
import {
  createAuth,
  ensureFirstPrincipals,
  identityEntities,
  identityMigrations,
} from '@tidings/identity/wiring';
import {
  type Context,
  createCallerFactory,
  createLog,
  newId,
  readConfig,
  type Sql,
  statement,
  systemClock,
} from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { createTestDatabase } from '@tidings/kernel/testing';
import { secretMigrations } from '@tidings/secret/wiring';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  forgetNoticesOfWebhook,
  noteDisabled,
  noteHealth,
  noteWarnings,
  notificationMigrations,
  notificationRouter,
} from './wiring.ts';

export { openMailServer } from './testing-mail-server.ts';

const WEBHOOK_URL = 'https://93.184.215.14/hooks';
const WAITING = statement<{ notices: number; mails: number }>(
  '',
  `SELECT (SELECT count(*) FROM notification.notice WHERE is_mail_waiting) AS notices,
          (SELECT count(*) FROM notification.mail WHERE status = 'waiting') AS mails`,
);

/** How many notices wait to be mailed, and how many mails to be sent. */
export async function countWaiting(sql: Sql): Promise<{ notices: number; mails: number }> {
  const [waiting] = await sql.query(WAITING);
  if (!waiting) throw new Error('A count has a row.');
  return waiting;
}

const callerOf = createCallerFactory(notificationRouter);

/**
 * Notifications on a database of their own, connected to the webhooks as apps/server does. Once per test file.
 * `home.first` is an account with an admin; other accounts have webhooks, and nobody who could be mailed.
 */
export async function installation(environment: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidings-notification-'));
  const config = readConfig(
    {
      DATA_DIR: dataDir,
      PUBLIC_URL: 'https://hooks.example.com',
      TIDINGS_ADMIN_EMAIL: 'ada@example.com',
      TIDINGS_ADMIN_PASSWORD: 'correct horse battery staple',
      TIDINGS_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      ...environment,
    },
    'production',
  );
  await loadCatalog(config);
  const { url, database, drop } = await createTestDatabase({
    steps: [...identityMigrations, ...secretMigrations, ...endpointMigrations, ...notificationMigrations],
    entities: [...identityEntities, ...endpointEntities],
  });
  const process = { config, database, clock: systemClock, log: createLog('silent') };
  endpointWarned.connect((tx, warned) => noteWarnings(process, tx, warned));
  endpointHealthChanged.connect((tx, changed) => noteHealth(process, tx, changed));
  endpointDisabled.connect((tx, disabled) => noteDisabled(process, tx, disabled));
  endpointDeleted.connect(forgetNoticesOfWebhook);
  const auth = await createAuth(process, url);
  const { account: first } = await ensureFirstPrincipals(auth, process);
  const run = (text: string, values: unknown[] = []) => database.pool.query(text, values);

  const accountOf = (accountId: string) => {
    const asSystem: Context = {
      ...process,
      accountId,
      actor: { type: 'service', id: 'key_test', name: 'Billing' },
      requestId: 'test',
    };
    return {
      accountId,
      /** A webhook that was just made. */
      hook: async (name = 'Ledger') => {
        const { id } = await createWebhook(asSystem, {
          name,
          url: WEBHOOK_URL,
          events: ['*'],
          filter: {},
          description: '',
          payload_style: 'snapshot',
          retry: {},
          timeout_seconds: 5,
          headers: {},
          signature_scheme: 'standard',
        });
        return id;
      },
      resume: (id: string) => updateWebhook(asSystem, { id, status: 'active' }),
      pause: (id: string) => updateWebhook(asSystem, { id, status: 'paused' }),
      remove: (id: string) => deleteWebhook(asSystem, { id }),
      /** The procedures as a person of the account reaches them. */
      person: (role: Role = 'developer', id: string = randomUUID()) =>
        callerOf({
          ...asSystem,
          actor: { type: 'user', id, name: 'Grace', role },
          signedIn: true,
        }).notifications,
    };
  };
  return {
    ...process,
    /** Records attempts of a webhook in one batch: + succeeded, - failed, ! was answered 410. */
    record: (endpointId: string, outcomes: string, lastDay?: DayCounts) =>
      database.transaction((tx) =>
        recordActivity(
          tx,
          [...outcomes].map((each) => ({
            endpointId,
            succeeded: each === '+',
            ...(each === '!' && { gone: { url: WEBHOOK_URL, claimedAt: new Date() } }),
            statusCode: each === '+' ? 204 : each === '!' ? 410 : 503,
            error: each === '+' ? null : each === '!' ? 'http_4xx' : 'http_5xx',
          })),
          new Map(lastDay && [[endpointId, lastDay]]),
        ),
      ),
    /** Lets time go by for what was noted and mailed so far. */
    pass: async (interval: string) => {
      await run(
        'UPDATE notification.notice SET created_at = created_at - $1::interval, mailed_at = mailed_at - $1::interval',
        [interval],
      );
      await run('UPDATE notification.digest SET mailed_at = mailed_at - $1::interval', [interval]);
    },
    run,
    first: accountOf(first.id),
    account: () => accountOf(newId('acct')),
    close: async () => {
      await auth.close();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

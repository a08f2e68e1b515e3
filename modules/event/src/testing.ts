import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, createLog, newId, readConfig, statement, timeOfId } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { loadCatalog } from './catalog/live-catalog.ts';
import type { EventType } from './schema.ts';
import { eventMigrations, maintainEventPartitions } from './wiring.ts';

const DAY_MS = 86_400_000;
/** Crockford's, as in the ids. */
const BASE_32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** An event type with the given versions, the rest of it as short as it may be. */
export function eventTypeOf(name: string, versions: EventType['versions']): EventType {
  return {
    name,
    category: 'Test',
    description: 'It happened.',
    trigger: 'A test.',
    frequency: 'Now and then.',
    retry_safe: true,
    use_cases: [],
    related: [],
    objects: [],
    facets: {},
    validation: 'strict',
    versions,
  };
}

/** What may be published in tests: anything as `thing.happened` and as `mail.sent`, by whose facets it is found, and an order whose total changed its type. */
const TYPES = [
  eventTypeOf('thing.happened', [{ version: '2026-01-01', schema: { type: 'object' }, example: {} }]),
  {
    ...eventTypeOf('mail.sent', [{ version: '2026-01-01', schema: { type: 'object' }, example: {} }]),
    facets: { campaign: { value: 'campaign.id', label: 'campaign.name' }, tag: 'tags', email: 'to.email' },
  },
  eventTypeOf('order.placed', [
    {
      version: '2026-06-01',
      schema: { type: 'object', required: ['total'], properties: { total: { type: 'string' } } },
      example: { total: '9.90' },
    },
    {
      version: '2026-01-01',
      schema: { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
      example: { total: 990 },
      from_newer: '{"total": $number(total) * 100}',
    },
  ]),
];

/** A folder with a file for each of `contents`, by name. */
export async function catalogFolder(contents: Record<string, unknown>) {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-catalog-'));
  for (const [name, content] of Object.entries(contents)) {
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A database with events only, and a clock that can be set to other days. */
export async function openEvents() {
  const catalog = await catalogFolder(Object.fromEntries(TYPES.map((type) => [`${type.name}.json`, type])));
  const config = readConfig({ CATALOG_DIR: catalog.folder, LOG_LEVEL: 'silent' }, 'production');
  await loadCatalog(config);
  const { url, database, drop } = await createTestDatabase({ steps: eventMigrations });
  const started = Date.now();
  let now = new Date(started);
  const clock = { now: () => now, monotonicMs: () => performance.now() };
  const parts = { config, database, clock, log: createLog('silent') };
  /** The context of a service that acts in a new account, or the one given. */
  const account = (accountId = newId('acct')): Context & { accountId: string } => ({
    ...parts,
    actor: { type: 'service', id: 'key_test', name: 'test' },
    requestId: 'req_test',
    accountId,
  });
  const query = <Row>(text: string, values: unknown[] = []) =>
    database.query(statement<Row>('', text), values);
  await maintainEventPartitions(account());
  return {
    url,
    config,
    database,
    account,
    query,
    /** How many events an account has. */
    count: async ({ accountId }: { accountId: string }) => {
      const events = await query('SELECT FROM event.event WHERE account_id = $1', [accountId]);
      return events.length;
    },
    /** An id as a publisher would make it by the clock as it is set; ids of ours have the time of the real one. */
    publishersId: () => {
      const id = newId('evt');
      const ms = timeOfId(id) + now.getTime() - started;
      const digits = Array.from(ms.toString(32), (digit) => BASE_32[Number.parseInt(digit, 32)]);
      return `evt_${digits.join('').padStart(10, '0')}${id.slice(-16)}`;
    },
    /** Goes to a day before or after today, for as long as `work` takes. */
    onDay: async <Result>(offset: number, work: () => Promise<Result>): Promise<Result> => {
      now = new Date(started + offset * DAY_MS);
      try {
        await maintainEventPartitions(account(), now);
        return await work();
      } finally {
        now = new Date(started);
      }
    },
    close: async () => {
      await drop();
      await catalog.remove();
    },
  };
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const answer = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in answer) return answer.error;
  throw new Error(`This was to fail, and answered ${JSON.stringify(answer.value)}.`);
}

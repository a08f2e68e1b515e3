import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problem } from '@tidings/kernel/schema';
import { verify } from '@tidings/secret';
import { createTestDatabase } from '@tidings/kernel/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { migrationSteps } from '../migrations.ts';
import { restOperations } from './rest-operations.ts';

const DOCS = path.join(import.meta.dirname, '..', '..', '..', '..', 'docs-site', 'src');
const PAGES = path.join(DOCS, 'content', 'docs');

const operations = new Map(
  restOperations().map((operation) => [`${operation.route.method} ${operation.route.path}`, operation]),
);
function operation(name: string) {
  const found = operations.get(name);
  if (!found) throw new Error(`There is no operation ${name}.`);
  return found;
}

/** What an answer on a page is checked by. */
type Check = (given: unknown) => void;

/** It is what the operation answers, and has no field that it has not. */
const answerOf =
  (name: string): Check =>
  (given) =>
    expect(operation(name).output.parse(given)).toEqual(given);
/** The same of one row of a list. */
const rowOf =
  (name: string): Check =>
  (given) =>
    answerOf(name)({ data: [given], has_more: false, next_cursor: null });
/** It is what the operation takes, but for what the path says, and what a reader adds. */
const bodyOf =
  (name: string): Check =>
  (given) =>
    void operation(name).input.partial().parse(given);
const isFilter: Check = (given) => bodyOf('PATCH /webhooks/{id}')({ filter: given });
const isProblem: Check = (given) => expect(problem.parse(given)).toEqual(given);
/** Of a problem, what the page is about. */
const isPartOfProblem: Check = (given) =>
  expect(problem.partial().parse(given)).toMatchObject(given as object);
/** Its signature is right at the time that it names. */
const isSigned: Check = (given) => {
  const { secret, body = '', ...headers } = z.record(z.string(), z.string()).parse(given);
  const now = new Date(Number(headers['webhook-timestamp']) * 1000);
  expect(verify({ headers, body, secret: secret ?? '', now })).toMatchObject({ verified: true });
};
/** Other tests send it or receive it: pages.e2e.ts and the tests of challenge and payload. */
const isLookedAtElsewhere: Check = () => {};

/** The JSON of the pages, in the order in which it stands there. */
const OF_PAGES: Record<string, Check[]> = {
  'api-conventions.md': [answerOf('GET /webhooks'), isProblem],
  'api-keys.md': [answerOf('POST /keys')],
  'audit-log.md': [rowOf('GET /audit')],
  'checking-an-endpoint.md': [isLookedAtElsewhere],
  'delivery-payload.md': [isLookedAtElsewhere],
  'filters.md': [
    bodyOf('POST /webhooks'),
    isFilter,
    isFilter,
    isFilter,
    isPartOfProblem,
    bodyOf('POST /filters/test'),
    answerOf('POST /filters/test'),
  ],
  'portal.md': [answerOf('POST /accounts/{id}/portal_sessions')],
  'quotas.md': [isPartOfProblem],
  'replay.md': [bodyOf('POST /replays'), isLookedAtElsewhere],
  'retention-and-erasure.md': [answerOf('POST /erasures')],
  'testing.mdx': [bodyOf('POST /webhooks/test')],
  'troubleshooting.md': [answerOf('GET /source-ips')],
  'writing-a-catalog.md': [isLookedAtElsewhere, isPartOfProblem],
};
/** And of the files that panels show. */
const OF_SAMPLES: Record<string, Check> = {
  'delivery-body.json': isLookedAtElsewhere,
  'problem.json': isProblem,
  'quickstart/published.json': answerOf('POST /events'),
  'quickstart/registered.json': answerOf('POST /webhooks'),
  'retries/attempt.json': rowOf('GET /deliveries/{id}/attempts'),
  'retries/delivery.json': answerOf('GET /deliveries/{id}'),
  'verifying/vector.json': isSigned,
  'verifying/verified.json': answerOf('POST /signatures/verify'),
};

const filesBelow = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name));
const pages = filesBelow(PAGES, /\.mdx?$/).filter((name) => !name.startsWith('internals/'));
const blocksOf = (page: string, languages: string) =>
  [
    ...readFileSync(path.join(PAGES, page), 'utf8').matchAll(
      new RegExp(`^ *\`\`\`(?:${languages})\\n([^]*?)^ *\`\`\`$`, 'gm'),
    ),
  ].map(([, text = '']) => text);

describe('JSON on a page', () => {
  test.each(pages.filter((page) => blocksOf(page, 'json|http').length > 0))(
    '%s is as the API has it',
    (page) => {
      const blocks = blocksOf(page, 'json|http');
      const checks = OF_PAGES[page] ?? [];
      expect(checks, 'each block of JSON on the page has its check in OF_PAGES').toHaveLength(blocks.length);
      // Of an exchange over HTTP, the body. Ids may be shortened.
      for (const [index, block] of blocks.entries())
        checks[index]?.(
          JSON.parse(block.replace(/^[^{]*\n\n/, '').replaceAll('_01k…"', '_01k9w3m5kqe8nb2v7x4r6t0zcd"')),
        );
    },
  );

  test.each(filesBelow(path.join(DOCS, 'samples'), /\.json$/))('%s is as the API answers', (file) => {
    const check = OF_SAMPLES[file];
    expect(check, 'the file has its check').toBeDefined();
    check?.(JSON.parse(readFileSync(path.join(DOCS, 'samples', file), 'utf8')));
  });

  test('is the body of the deliveries whose headers are shown, signed with the secret that is shown', () => {
    const sample = (name: string) => readFileSync(path.join(DOCS, 'samples', name), 'utf8');
    const { secret } = z
      .object({ secret: z.string() })
      .parse(JSON.parse(sample('quickstart/registered.json')));
    const body = JSON.stringify(JSON.parse(sample('delivery-body.json')));
    for (const name of ['delivery-headers.txt', 'delivery-headers-retry.txt']) {
      const headers = Object.fromEntries(
        sample(name)
          .trim()
          .split('\n')
          .map((line) => line.split(': ', 2)),
      );
      isSigned({ ...headers, body, secret });
    }
  });

  test('that the API does not have would be noticed', () => {
    const row = { data: ['192.0.2.1'], has_more: false, next_cursor: null };
    answerOf('GET /source-ips')(row);
    expect(() => answerOf('GET /source-ips')({ ...row, total: 1 })).toThrow();
    expect(() => answerOf('GET /source-ips')({ data: [] })).toThrow();
    expect(() => isFilter({ 'object.amount': { $regex: 'x' } })).toThrow();
  });
});

type Schema = { properties?: Record<string, Schema>; items?: Schema };

/** Paths of fields below `data`; those of a list's elements as those of the list. */
function* pathsIn(schema: Schema, above: string[] = []): Generator<string> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    yield [...above, name].join('.');
    yield* pathsIn(field, [...above, name]);
    if (field.items) yield* pathsIn(field.items, [...above, name]);
  }
}

test('filters on the pages look at fields that the catalog has, since others would match nothing', () => {
  const catalog = path.join(DOCS, '..', '..', 'modules', 'event', 'catalog');
  const fields = new Set(
    filesBelow(catalog, /\.json$/).flatMap((file) => {
      const { versions } = JSON.parse(readFileSync(path.join(catalog, file), 'utf8')) as {
        versions: { schema: Schema }[];
      };
      return versions.flatMap(({ schema }) => [...pathsIn(schema)]);
    }),
  );
  const named = [
    ...readFileSync(path.join(PAGES, 'filters.md'), 'utf8').matchAll(/["`](object(?:\.\w+)+)["`]/g),
  ].map(([, name = '']) => name.replaceAll(/\.\d+/g, ''));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !fields.has(name))).toEqual([]);
});

test('what pages read from the database is there', async () => {
  const { database, drop } = await createTestDatabase({ steps: migrationSteps, entities: [] });
  onTestFinished(drop);
  const queries = pages.flatMap((page) => blocksOf(page, 'sql')).filter((sql) => /^\s*SELECT /.test(sql));
  expect(queries.length).toBeGreaterThan(1);
  for (const sql of queries) await database.pool.query(sql);
});

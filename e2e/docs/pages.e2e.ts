import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { missingFor, newReader, type Reader, SAMPLES } from '../support/reader.ts';
import { type Block, PAGES, readPage } from '../support/read-page.ts';
import { ROOT } from '../support/run-program.ts';
import { createWebhook, deliveryOf, publish } from '../support/samples.ts';
import { SERVICE_KEY, type Server, startServer } from '../support/start-server.ts';

type Invoice = {
  versions: {
    schema: { properties: { object: { properties: Record<string, unknown> } } };
    example: unknown;
  }[];
};
type Conflict = { status: number; code: string; issues: object[] };

const CATALOG_PAGE = 'writing-a-catalog.md';
const names = (await readdir(PAGES, { recursive: true })).filter((name) => /\.mdx?$/.test(name));
const pages = new Map<string, Block[]>();
for (const name of names) pages.set(name, await readPage(name));
const requests = [...pages].flatMap(([name, blocks]) =>
  blocks
    .filter(({ lang, code, sample }) => lang === 'bash' && !sample && /^curl /m.test(code))
    .map(({ code }) => ({ name, code, line: code.split('\n')[0] ?? '' })),
);

let server: Server;
let reader: Reader;
let api: Api & { accountId: string };
let exported: Record<string, string>;
let invoice: Invoice;
let conflict: Conflict;
beforeAll(async () => {
  const samples = (pages.get(CATALOG_PAGE) ?? []).filter(({ lang }) => lang === 'json');
  const [first, second] = samples.map(({ code }): unknown => JSON.parse(code));
  invoice = first as Invoice;
  conflict = second as Conflict;
  [server, reader] = await Promise.all([startServer(), newReader()]);
  api = await server.newAccount();
  const { id } = await createWebhook(api, { url: 'http://127.0.0.1:65535/hooks' });
  exported = {
    TIDINGS_URL: server.url,
    TIDINGS_SERVICE_KEY: SERVICE_KEY,
    TIDINGS_ACCOUNT: api.accountId,
    TIDINGS_WEBHOOK: id,
  };
});
afterAll(() => Promise.all([server?.stop(), reader?.remove()]));

function put(type: object) {
  const headers = { 'content-type': 'application/json' };
  return server.api.send('PUT', '/event-types/invoice.paid', { headers, body: JSON.stringify(type) });
}

/** What a request answers that is meant to be refused. */
const REFUSED: Record<string, RegExp> = { 'hardening.md': /HTTP\/1.1 401[^]*\b404\b/ };

describe.each(requests)('$name: $line', ({ name, code }) => {
  test('is answered', async () => {
    if (name === CATALOG_PAGE) await reader.write('invoice.paid.json', JSON.stringify(invoice));
    const refused = REFUSED[name];
    const strictly = refused ? '' : 'curl() { command curl -sS --fail-with-body "$@"; }\n';
    // `tidings` is looked at by tests of its own.
    const lines = code.replaceAll(/^(?:npx )?tidings .*$/gm, '');
    const ended = await reader.shell(`${strictly}${lines}`, exported).ended;
    expect(ended.code, ended.output).toBe(0);
    if (refused) expect(ended.output).toMatch(refused);
  });
});

/** The code that a built page offers to be copied. */
async function codeOn(page: string): Promise<string[]> {
  const html = await readFile(path.join(ROOT, 'docs-site', 'dist', page, 'index.html'), 'utf8');
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return [...html.matchAll(/data-code="([^"]*)"/g)].map(([, code = '']) =>
    code
      .replaceAll('\u007f', '\n') // the line ends of an attribute
      .replaceAll(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_all, hex, number) =>
        String.fromCodePoint(hex ? Number.parseInt(String(hex), 16) : Number(number)),
      )
      .replaceAll(/&(lt|gt|amp|quot);/g, (_all, name) => entities[String(name)] ?? ''),
  );
}

test('every event type is published as its page shows', async () => {
  const types = (await readdir(path.join(ROOT, 'modules', 'event', 'catalog')))
    .map((file) => path.basename(file, '.json'))
    .filter((name) => !name.startsWith('webhook.'));
  expect(types.length).toBeGreaterThan(25);
  for (const type of types) {
    const [curl = '', node = '', ruby = ''] = (await codeOn(`event-types/${type}`)).filter((code) =>
      code.includes('/api/v1/events'),
    );
    const runs = [reader.shell(curl.replace('curl ', 'curl -sS --fail-with-body '), exported)];
    // They are made by the same function for every type.
    if (type === 'email.bounced' || type === 'purchase.created') {
      await reader.write('publish.mjs', node);
      runs.push(reader.shell('node publish.mjs', exported));
      if (missingFor('publish.rb') === undefined) {
        await reader.write('publish.rb', ruby);
        runs.push(reader.shell('ruby publish.rb', exported));
      }
    }
    for (const run of runs) {
      const { code, output } = await run.ended;
      expect(code, output).toBe(0);
      expect(output).toContain(type);
    }
  }
});

const withOperations: string[] = ['rest-api'];
for (const name of names)
  if (/^---\n[^]*?^operations:$[^]*?\n---\n/m.test(await readFile(path.join(PAGES, name), 'utf8')))
    withOperations.push(name.replace(/\.mdx?$/, ''));

describe.each(withOperations)('the operations beside %s', (page) => {
  test('are answered, in each language', async () => {
    const own = await server.newAccount();
    const { id: webhookId } = await createWebhook(own, { url: 'http://127.0.0.1:65535/hooks' });
    const event = await publish(own);
    const env = {
      ...exported,
      TIDINGS_ACCOUNT: own.accountId,
      TIDINGS_WEBHOOK: webhookId,
      TIDINGS_EVENT: event.id,
      TIDINGS_DELIVERY: (await deliveryOf(own, webhookId, event.id)).id,
    };
    const codes = (await codeOn(page)).filter((code) => canRun(languageOf(code)));
    expect(new Set(codes.map(languageOf))).toContain('node');
    // The languages of one operation side by side: five tests of webhooks may run at once.
    for (let at = 0; at < codes.length; at += 3)
      await Promise.all(
        codes.slice(at, at + 3).map(async (code, index) => {
          const language = languageOf(code) ?? 'curl';
          const strictly = language === 'curl' ? 'curl() { command curl -sS --fail-with-body "$@"; }\n' : '';
          await reader.write(`sample-${index}`, strictly + code);
          const ended = await reader.shell(`${RUNNERS[language]} < sample-${index}`, env).ended;
          expect(ended.code, `${code}\n${ended.output}`).toBe(0);
        }),
      );
  });
});

type Language = 'curl' | 'node' | 'ruby';
const RUNNERS: Record<Language, string> = { curl: 'bash', node: 'node --input-type=module', ruby: 'ruby' };

function canRun(language: Language | undefined): boolean {
  return language !== undefined && (language !== 'ruby' || missingFor('sample.rb') === undefined);
}

/** Of what was made for an operation. */
function languageOf(code: string): Language | undefined {
  if (/^curl [^\n]*\$TIDINGS_URL/.test(code)) return 'curl';
  if (code.startsWith('const { TIDINGS_URL')) return 'node';
  return code.startsWith("require 'net/http'\n\nuri") ? 'ruby' : undefined;
}

test('no page has code of its own that no test runs: it is drawn from files', () => {
  const written = [...pages].flatMap(([name, blocks]) =>
    blocks
      .filter(
        ({ lang, sample }) =>
          /^(js|mjs|javascript|ts|typescript|ruby|rb|python|py|php)$/.test(lang) && !sample,
      )
      .map(({ code }) => `${name}: ${code.split('\n')[0]}`),
  );
  expect(written).toEqual([]);
});

test('every file that pages draw code from is run, by the test that is named here', async () => {
  const files = (await readdir(SAMPLES, { recursive: true })).filter((name) =>
    /\/.*\.(sh|mjs|mts|rb|py|php)$/.test(name),
  );
  const isRun = (file: string) =>
    // verifying.e2e.ts and frameworks.e2e.ts run all that they find.
    /^(verifying|schemes)\/[^/]+\.(mjs|mts|rb|py|php)$/.test(file) ||
    [
      'client/tags.mjs', // outbox.e2e.ts
      'frameworks/django.py', // frameworks.e2e.ts
      'frameworks/django_tasks.py',
      'frameworks/laravel.php',
      'frameworks/laravel_job.php',
      'frameworks/rails.rb',
      'frameworks/rails_job.rb',
      'publishing/outbox.mjs', // outbox.e2e.ts
      'publishing/publish-once.mjs',
      'publishing/publish-once.rb',
      'publishing/publish-once.sh',
      'quickstart/publish.mjs', // quickstart.e2e.ts
      'quickstart/publish.rb',
      'quickstart/publish.sh',
      'quickstart/receiver.mjs',
      'quickstart/register.mjs',
      'quickstart/register.rb',
      'quickstart/register.sh',
      'testing/receiver.test.mjs', // quickstart.e2e.ts
      'verifying/roll.sh', // verifying.e2e.ts
      'verifying/verify.sh',
    ].includes(file);
  expect(files.filter((file) => !isRun(file))).toEqual([]);
});

test('the event type on the page can be written, and published in both of its versions', async () => {
  const { status, text } = await put(invoice);
  expect([status, text]).toEqual([201, expect.any(String)]);
  const [newest, older] = invoice.versions;
  await publish(api, { type: 'invoice.paid', data: newest?.example });
  await publish(api, { type: 'invoice.paid', data: older?.example, api_version: '2026-06-01' });
});

test('a change that breaks is answered as on the page', async () => {
  const changed = structuredClone(invoice);
  changed.versions[0]!.schema.properties.object.properties['email'] = { type: 'array' };
  const { status, code, issues } = expectProblem(await put(changed), 409);
  expect({ status, code, issues }).toEqual(conflict);
});

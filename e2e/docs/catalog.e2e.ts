import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { publish } from '../support/samples.ts';
import { type Server, startServer } from '../support/start-server.ts';

type Invoice = {
  versions: {
    schema: { properties: { object: { properties: Record<string, unknown> } } };
    example: unknown;
  }[];
};
type Conflict = { status: number; code: string; issues: object[] };

let server: Server;
let invoice: Invoice;
let conflict: Conflict;
beforeAll(async () => {
  const page = path.join(import.meta.dirname, '../../docs-site/src/content/docs/writing-a-catalog.md');
  const samples = [...(await readFile(page, 'utf8')).matchAll(/```json\n([^]*?)```/g)];
  const [first, second] = samples.map((match): unknown => JSON.parse(match[1] ?? ''));
  invoice = first as Invoice;
  conflict = second as Conflict;
  server = await startServer();
});
afterAll(() => server?.stop());

function put(type: object) {
  const headers = { 'content-type': 'application/json' };
  return server.api.send('PUT', '/event-types/invoice.paid', { headers, body: JSON.stringify(type) });
}

test('the event type on the page can be written, and published in both of its versions', async () => {
  const { status, text } = await put(invoice);
  expect([status, text]).toEqual([201, expect.any(String)]);
  const api = await server.newAccount();
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

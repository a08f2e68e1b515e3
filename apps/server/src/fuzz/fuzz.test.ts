import { readCatalog } from '@tidings/event';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newWorld } from '../access-matrix/world.ts';
import { openApiDocument } from '../http/openapi.ts';
import { installation } from '../testing.ts';
import { type Document, operationsOf } from './document.ts';
import { Judge } from './judge.ts';
import { requestsFor } from './requests.ts';
import { send } from './send.ts';

/** Short and always the same in `npm test`; long and different each time when asked for: see CONTRIBUTING.md. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_121);

// What is served is the same document; read here, so that there is a test for each of its operations.
const document = JSON.parse(
  JSON.stringify(openApiDocument('https://tidings.example', await readCatalog())),
) as Document; // the shape of OpenAPI 3.1
const operations = operationsOf(document);
const judge = new Judge(document);

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
  const served = await home.request('GET', '/openapi.json');
  expect(operationsOf(served.json).map(({ name }) => name)).toEqual(operations.map(({ name }) => name));
});
afterAll(() => home.close());

it.each(operations)(
  '$method $path answers whatever it is sent as documented',
  async (operation) => {
    const world = await newWorld(home);
    const headers = { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': world.accountId };
    const known = { ids: { ...world.ids, ...byPath(operation.path, world.ids) }, headers };
    const property = fc.asyncProperty(requestsFor(document, operation, known), async (request) => {
      const answer = await send(home.origin, request);
      if (!answer) return;
      const faults = judge.faultsOf(operation, answer);
      if (faults.length === 0) return;
      const sent = JSON.stringify({ ...request, headers: { ...request.headers, authorization: '…' } });
      throw new Error(
        `${faults.join('; ')}\n${sent.slice(0, 2_000)}\n${answer.status} ${answer.text.slice(0, 2_000)}`,
      );
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: RUNS < 100 });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  },
  20_000 + RUNS * 500,
);

/** The id of what stands in this path, found by how the path begins. */
function byPath(path: string, ids: Record<string, string>): Record<string, string> {
  const [, resource = ''] = path.split('/');
  const kinds: Record<string, string> = {
    webhooks: 'wh',
    deliveries: 'del',
    events: 'evt',
    replays: 'rpl',
    accounts: 'acct',
    keys: 'key',
    apps: 'app',
  };
  const id = ids[kinds[resource] ?? ''];
  return id === undefined ? {} : { [path]: id };
}

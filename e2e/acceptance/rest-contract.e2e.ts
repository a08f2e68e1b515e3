import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api } from '../support/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { createWebhook, deliveryOf, publish } from '../support/samples.ts';
import { send } from '../support/request.ts';
import { type Server, startServer } from '../support/start-server.ts';

type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; schema: { pattern?: string } }[];
  security: object[];
  responses: Record<string, unknown>;
};
type Document = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
};

let server: Server;
let receiver: Receiver;
let owner: Api;
let stranger: Api;
/** One of each thing that the owner has, by the prefix of its id. */
let owned: Record<string, string>;
let document: Document;

beforeAll(async () => {
  [server, receiver] = await Promise.all([startServer(), startReceiver()]);
  const account = await server.newAccount('Owner');
  owner = account;
  stranger = await server.newAccount('Stranger');
  const webhook = await createWebhook(owner, { url: receiver.url });
  const event = await publish(owner);
  const delivery = await deliveryOf(owner, webhook.id, event.id);
  const replay = await owner.post<{ id: string }>('/replays', {
    created_after: '2020-01-01T00:00:00Z',
    created_before: new Date().toISOString(),
  });
  const app = await owner.post<{ id: string }>('/apps', { name: 'CRM' });
  const key = await owner.post<{ id: string }>('/keys', { name: 'CRM', scopes: ['events:read'] });
  const link = await server.api.post<{ id: string }>(`/accounts/${account.accountId}/portal_sessions`, {});
  owned = {
    acct: account.accountId,
    wh: webhook.id,
    evt: event.id,
    del: delivery.id,
    rpl: replay.body.id,
    app: app.body.id,
    key: key.body.id,
    ptl: link.body.id,
  };
  document = (await send<Document>(server.url, '/openapi.json', { method: 'GET', headers: {} })).body;
});

afterAll(async () => {
  await Promise.all([server?.stop(), receiver?.close()]);
});

/** Every operation that the document names, with its path parameters filled in. */
function operations(idFor: (prefix: string) => string) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const prefixes = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
        const parameter = operation.parameters?.find((each) => each.in === 'path' && each.name === name);
        return /^\^([a-z]+)_/.exec(parameter?.schema.pattern ?? '')?.[1];
      });
      const filled = prefixes.reduce<string>(
        (filling, prefix) => filling.replace(/\{\w+\}/, prefix === undefined ? nameIn(path) : idFor(prefix)),
        path,
      );
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path: filled,
        prefixes,
        isOpen: operation.security.length === 0,
      };
    }),
  );
}

/** What is named and has no id of ours: event types, facets, and what only people can see. */
function nameIn(path: string): string {
  return path.startsWith('/facets/') ? 'tag' : 'tag.created';
}

/** What people do who are signed in is refused to every key, whatever the id: the matrix of access has it. */
const isForPeople = ({ path }: { path: string }) => path.endsWith('/reveal_secret');

function ownedId(prefix: string): string {
  const id = owned[prefix];
  if (id === undefined)
    throw new Error(`This test makes nothing with an id like ${prefix}_…; add it to "owned".`);
  return id;
}

const unknownId = (prefix: string) => `${prefix}_01k9w3m5kqe8nb2v7x4r6t0zcd`;

/** A JSON body where the method has one: empty, but for replacements, which are complete or refused. */
function call(api: Api, { method, path }: { method: string; path: string }) {
  const hasBody = method === 'POST' || method === 'PATCH' || method === 'PUT';
  const body = method === 'PUT' ? JSON.stringify({ url: receiver.url, events: ['*'] }) : '{}';
  return api.send(
    method,
    path,
    hasBody ? { headers: { 'content-type': 'application/json' }, body } : { headers: {} },
  );
}

describe('the OpenAPI document', () => {
  test('is OpenAPI 3.1, lists what exists, and is served below the API as well', async () => {
    const below = await owner.get<Document>('/openapi.json');
    expect(below.status).toBe(200);
    expect(below.body).toEqual(document);
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/webhooks',
        '/webhooks/{id}',
        '/webhooks/{id}/deliveries',
        '/deliveries/{id}',
        '/deliveries/{id}/attempts',
        '/deliveries/{id}/retry',
        '/events',
        '/events/batch',
        '/events/{id}',
        '/event-types',
        '/event-types/{name}',
        '/accounts',
        '/accounts/{id}',
      ]),
    );
  });

  test('gives every operation a name of its own, a success and a problem', () => {
    const all = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(all.map((each) => each.operationId)).size).toBe(all.length);
    for (const { responses } of all) {
      const successes = Object.keys(responses).filter((code) => /^2\d\d$/.test(code));
      // What is put is new or not; a dry run is done when it is answered.
      expect(successes.length === 1 || ['200,201', '200,202'].includes(successes.join())).toBe(true);
      expect(JSON.stringify(responses)).toContain('application/problem+json');
    }
  });
});

describe('every operation', () => {
  test('answers 401 and how to sign in to a request without a key, but for those that need none', async () => {
    for (const operation of operations(ownedId)) {
      const answer = await call(new Api(server.url, {}), operation);
      if (operation.isOpen) {
        expect(answer.status, operation.name).toBe(200);
        continue;
      }
      expectProblem(answer, 401);
      expect(answer.headers['www-authenticate'], operation.name).toMatch(/^Bearer/);
    }
  });

  test.each([
    ['a key that does not exist', 'Bearer tdg_sk_this-key-was-never-made'],
    ['something that is no key', 'Bearer hello'],
    ['another scheme', 'Basic YWRhOnB3'],
    ['nothing after the scheme', 'Bearer '],
  ])('answers 401 to %s, and does not repeat it', async (_, authorization) => {
    for (const operation of operations(ownedId)) {
      const answer = await call(new Api(server.url, { authorization }), operation);
      expectProblem(answer, 401);
      expect(answer.text).not.toContain('never-made');
    }
  });

  test('answers 404 to an id that does not exist', async () => {
    for (const operation of operations(unknownId).filter(
      (each) => each.prefixes.some(Boolean) && !isForPeople(each),
    )) {
      expectProblem(await call(owner, operation), 404);
    }
  });

  test('answers 404 to the id of another account, and changes nothing', async () => {
    const before = await owner.get(`/webhooks/${owned['wh']}`);
    // Where the account stands in the path, the service key acts for that one.
    const foreign = operations(ownedId).filter(
      (each) =>
        each.prefixes.some(Boolean) && !each.prefixes.includes('acct') && !each.isOpen && !isForPeople(each),
    );
    expect(foreign.length).toBeGreaterThanOrEqual(8);
    for (const operation of foreign) expectProblem(await call(stranger, operation), 404);
    expect((await owner.get(`/webhooks/${owned['wh']}`)).body).toEqual(before.body);
  });

  test('is served below /api/v1/platform too', async () => {
    for (const operation of operations(ownedId).filter(({ method }) => method === 'GET')) {
      const [here, there] = await Promise.all([
        owner.get(operation.path),
        send(server.url, `/api/v1/platform${operation.path}`, { method: 'GET', headers: owner.headers }),
      ]);
      expect(here.status, operation.name).toBe(200);
      expect(there.body, operation.name).toEqual(here.body);
    }
  });
});

test('public keys are all that needs no key', () => {
  expect(operations(ownedId).flatMap(({ isOpen, name }) => (isOpen ? [name] : []))).toEqual([
    'GET /webhooks/{id}/jwks.json',
  ]);
});

describe('lists', () => {
  test('of one account never show what belongs to another', async () => {
    const lists = operations(ownedId).filter(
      ({ method, prefixes, path }) =>
        method === 'GET' && prefixes.length === 0 && !/^\/(accounts|event-types|audit|source-ips)/.test(path),
    );
    expect(lists.length).toBeGreaterThanOrEqual(5);
    for (const list of lists) {
      expect((await stranger.get(list.path)).body, list.name).toEqual({
        data: [],
        has_more: false,
        next_cursor: null,
      });
    }
  });
});

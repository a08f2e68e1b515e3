import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { createWebhook } from '../support/samples.ts';
import { anId, ISO_TIME, type Page } from '../support/shapes.ts';
import { type Server, startServer } from '../support/start-server.ts';

type Quota = { deliveries_per_minute: number | null; webhooks: number | null };
type Account = {
  id: string;
  name: string;
  external_id: string | null;
  quota: Quota;
  time_zone: string | null;
  created_at: string;
};
const NO_QUOTA: Quota = { deliveries_per_minute: null, webhooks: null };

let server: Server;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server?.stop());

test('there is one account from the start', async () => {
  const { status, body } = await server.api.get<Page<Account>>('/accounts');
  expect(status).toBe(200);
  expect(body).toEqual({
    data: [
      {
        id: anId('acct'),
        name: expect.any(String),
        external_id: null,
        quota: NO_QUOTA,
        time_zone: null,
        created_at: ISO_TIME,
      },
    ],
    has_more: false,
    next_cursor: null,
  });
});

test('an account is made, found where Location says, and usable at once', async () => {
  const given = { name: 'Acme', external_id: 'cus_1', time_zone: 'Asia/Kolkata' };
  const made = await server.api.post<Account>('/accounts', given);
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    id: anId('acct'),
    name: 'Acme',
    external_id: 'cus_1',
    quota: NO_QUOTA,
    time_zone: 'Asia/Kolkata',
    created_at: ISO_TIME,
  });
  expect(made.headers['location']).toBe(`/api/v1/accounts/${made.body.id}`);
  const read = await server.api.get<Account>(`/accounts/${made.body.id}`);
  expect(read.status).toBe(200);
  expect(read.body).toEqual(made.body);
  const webhook = await createWebhook(server.api.forAccount(made.body.id), {
    url: 'http://127.0.0.1:65535/',
  });
  expect(webhook.id).toEqual(anId('wh'));
});

test('an account is found by the id that the publisher knows it by', async () => {
  const made = await server.api.post<Account>('/accounts', { name: 'Globex', external_id: 'cus_2' });
  const found = await server.api.get<Page<Account>>('/accounts?external_id=cus_2');
  expect(found.body.data).toEqual([made.body]);
  const none = await server.api.get<Page<Account>>('/accounts?external_id=cus_none');
  expect(none.body).toEqual({ data: [], has_more: false, next_cursor: null });
});

test('two accounts with one external id are a conflict, also when made at the same moment', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      server.api.post<Account>('/accounts', { name: 'Initech', external_id: 'cus_3' }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 201))
    expectProblem(answer, 409, '/external_id');
});

test('accounts come newest first, page by page, whatever is made meanwhile', async () => {
  const made: string[] = [];
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    made.unshift((await server.api.post<Account>('/accounts', { name })).body.id);
  }
  const first = await server.api.get<Page<Account>>('/accounts?limit=2');
  expect(first.body).toMatchObject({ has_more: true, next_cursor: expect.any(String) });
  await server.api.post('/accounts', { name: 'meanwhile' });
  const second = await server.api.get<Page<Account>>(`/accounts?limit=3&cursor=${first.body.next_cursor}`);
  expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(made);
});

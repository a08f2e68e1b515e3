import { afterAll, beforeAll, expect, it } from 'vitest';
import { installation } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
let inbox: string;
beforeAll(async () => {
  home = await installation();
  inbox = `/play/${home.account.id}`;
});
afterAll(() => home.close());

const post = (path: string) => home.request('POST', path, { text: '{}' });

it('takes what is sent to an account that there is, and to no other', async () => {
  expect((await post(inbox)).status).toBe(204);
  expect((await post(`${inbox}/second`)).status).toBe(204);
  const { id } = (await home.api('POST', '/accounts', { body: { name: 'Gone' } })).json;
  expect((await post(`/play/${id}`)).status).toBe(204);
  await home.api('DELETE', `/accounts/${id}`);
  for (const path of [
    `/play/${id}`,
    '/play/acct_01k9w3m5kqe8nb2v7x4r6t0zcd',
    '/play/acct_x',
    `${inbox}/Second`,
  ])
    expect((await post(path)).status, path).toBe(404);
});

it('leads whoever opens its URL to what has arrived there', async () => {
  for (const path of [inbox, `${inbox}/second`]) {
    const { status, headers } = await home.request('GET', path);
    expect([status, headers.get('location')]).toEqual([302, '/play']);
  }
  expect((await home.request('GET', '/play/acct_x')).status).toBe(404);
});

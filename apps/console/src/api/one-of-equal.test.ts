import { afterEach, expect, it, vi } from 'vitest';

import { oneOfEqual } from './one-of-equal.ts';

afterEach(() => void vi.useRealTimers());

function setup() {
  const sent: { body: unknown; answer: (text: string) => void; fail: () => void }[] = [];
  const send = oneOfEqual(
    (_input, init) =>
      new Promise((resolve, reject) =>
        sent.push({
          body: init?.body,
          answer: (text) => resolve(new Response(text)),
          fail: () => reject(new TypeError('Failed to fetch')),
        }),
      ),
  );
  const post = (body: string) => send('/trpc/webhooks.create', { method: 'POST', body });
  return { sent, send, post };
}

it('what is asked for twice at once is sent once, and both get its answer', async () => {
  const { sent, post } = setup();
  const both = [post('{"name":"CRM"}'), post('{"name":"CRM"}')];
  sent[0]?.answer('made');
  expect(await Promise.all(both.map(async (each) => (await each).text()))).toEqual(['made', 'made']);
  expect(sent).toHaveLength(1);
});

it('something else is sent beside it, and the same again once it was answered', async () => {
  const { sent, post } = setup();
  const first = post('{"name":"CRM"}');
  void post('{"name":"Billing"}');
  sent[0]?.answer('made');
  await first;
  void post('{"name":"CRM"}');
  expect(sent.map(({ body }) => body)).toEqual(['{"name":"CRM"}', '{"name":"Billing"}', '{"name":"CRM"}']);
});

it('what is asked for again later is sent again, though the first has no answer yet', () => {
  const { sent, post } = setup();
  vi.useFakeTimers({ toFake: ['performance'] });
  void post('{}');
  vi.advanceTimersByTime(100);
  void post('{}');
  expect(sent).toHaveLength(2);
});

it('what could not be sent may be sent again', async () => {
  const { sent, post } = setup();
  const both = [post('{}'), post('{}')];
  sent[0]?.fail();
  for (const each of both) await expect(each).rejects.toThrow('Failed to fetch');
  void post('{}');
  expect(sent).toHaveLength(2);
});

it('what only reads is never shared, since it may be given up', () => {
  const { sent, send } = setup();
  void send('/trpc/webhooks.rows', { method: 'GET' });
  void send('/trpc/webhooks.rows', { method: 'GET' });
  expect(sent).toHaveLength(2);
});

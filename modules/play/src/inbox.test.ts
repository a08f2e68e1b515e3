import { expect, test } from 'vitest';
import { Inbox, inboxOf, inboxUrl } from './inbox.ts';

const arrival = (body: string) => ({
  received_at: '2026-11-20T14:34:00.000Z',
  method: 'POST',
  path: '/play/acct_1',
  headers: {},
  body,
  answered: 204,
  webhook: null,
  delivery_id: null,
  verification: { verdict: 'unknown' as const, detail: '' },
});

test('a new inbox is empty and answers 204', () => {
  expect(new Inbox()).toMatchObject({ arrivals: [], answerStatus: 204 });
});

test('the newest arrival comes first, and each has a number of its own', () => {
  const inbox = new Inbox();
  for (const body of ['a', 'b', 'c']) inbox.add(arrival(body));
  expect(inbox.arrivals.map(({ id, body }) => [id, body])).toEqual([
    [3, 'c'],
    [2, 'b'],
    [1, 'a'],
  ]);
});

test('an inbox keeps the last hundred', () => {
  const inbox = new Inbox();
  for (let n = 1; n <= 250; n += 1) inbox.add(arrival(String(n)));
  expect(inbox.arrivals.map((each) => each.body)).toEqual(
    Array.from({ length: 100 }, (_, index) => String(250 - index)),
  );
});

test('clearing empties it, and numbers go on, so that nothing old is taken for new', () => {
  const inbox = new Inbox();
  inbox.add(arrival('a'));
  inbox.clear();
  expect(inbox.arrivals).toEqual([]);
  inbox.add(arrival('b'));
  expect(inbox.arrivals.map((each) => each.id)).toEqual([2]);
});

test('an account finds its own inbox again, and no other’s', () => {
  expect(inboxOf('acct_a')).toBe(inboxOf('acct_a'));
  expect(inboxOf('acct_a')).not.toBe(inboxOf('acct_b'));
});

test('a thousand inboxes are kept, and the oldest makes room for one more', () => {
  const first = inboxOf('acct_first');
  const second = inboxOf('acct_second');
  // Others may have been made before these two.
  for (let n = 0; n < 998; n += 1) inboxOf(`acct_${n}`);
  expect([inboxOf('acct_first'), inboxOf('acct_second')]).toEqual([first, second]);
  inboxOf('acct_one_more');
  expect(inboxOf('acct_second')).toBe(second);
  expect(inboxOf('acct_first')).not.toBe(first);
});

test('its address is below the public URL', () => {
  expect(inboxUrl('https://hooks.example.com', 'acct_1')).toBe('https://hooks.example.com/play/acct_1');
});

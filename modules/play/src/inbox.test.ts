import { expect, test } from 'vitest';
import { Inbox, inboxesOf, inboxOf, inboxUrl } from './inbox.ts';

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

test('a new inbox is empty and answers 204 at once', () => {
  expect(new Inbox()).toMatchObject({ arrivals: [], answer: { status: 204, delay_ms: 0, body: '' } });
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

test('large bodies leave room for fewer', () => {
  const inbox = new Inbox();
  for (let n = 0; n < 10; n += 1) inbox.add(arrival('x'.repeat(900_000)));
  expect(inbox.arrivals.map(({ id }) => id)).toEqual([10, 9, 8, 7]);
  inbox.add(arrival('y'.repeat(5_000_000)));
  expect(inbox.arrivals.map(({ id }) => id)).toEqual([11]);
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

test('an account has further inboxes by name, and the oldest of more than twenty makes room', () => {
  const [first, second, third] = ['', 'second', 'third'].map((name) => inboxOf('acct_names', name));
  expect(inboxOf('acct_names', 'second')).toBe(second);
  for (let n = 3; n <= 21; n += 1) inboxOf('acct_names', `inbox-${n}`);
  expect(inboxesOf('acct_names').size).toBe(21);
  expect([inboxOf('acct_names'), inboxOf('acct_names', 'third')]).toEqual([first, third]);
  expect([...inboxesOf('acct_names').keys()]).not.toContain('second');
});

test('its address is below the public URL', () => {
  expect(inboxUrl('https://hooks.example.com', 'acct_1')).toBe('https://hooks.example.com/play/acct_1');
  expect(inboxUrl('https://hooks.example.com', 'acct_1', 'slow')).toBe(
    'https://hooks.example.com/play/acct_1/slow',
  );
});

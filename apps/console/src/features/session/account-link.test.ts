import { expect, it } from 'vitest';

import { accountLink } from './account-link.ts';

it.each([
  ['/dashboard/settings/webhooks/wh_1?account=acct_1', 'acct_1', '/dashboard/settings/webhooks/wh_1'],
  ['/dashboard/events?account=acct_1&q=a%26b&type=x', 'acct_1', '/dashboard/events?q=a%26b&type=x'],
  ['/play?account=#part', '', '/play#part'],
])('takes the account out of %s', (href, account, path) => {
  expect(accountLink(href)).toEqual({ account, path });
});

it.each([
  '/a//evil.example?account=x',
  '//evil.example/a?account=x',
  '/\\evil.example?account=x',
  '///evil.example?account=x',
])('leads to no other host by %s', (href) => {
  const path = accountLink(href)?.path ?? '';
  expect(new URL(path, 'https://here.example').host).toBe('here.example');
});

it('finds nothing in a link that names no account', () => {
  expect(accountLink('/dashboard/events?q=account')).toBeNull();
});

import { readCatalog } from '@tidings/event';
import { describe, expect, it } from 'vitest';
import { checkSubscriptions, matches } from './check-subscriptions.ts';

describe('a subscription', () => {
  it.each([
    ['*', 'email.opened'],
    ['email.opened', 'email.opened'],
    ['email.*', 'email.opened'],
    ['email.*', 'email.link.clicked'],
    ['email.link.*', 'email.link.clicked'],
  ])('%s gets %s', (subscription, type) => {
    expect(matches(subscription, type)).toBe(true);
  });

  it.each([
    ['email.opened', 'email.clicked'],
    ['email.opened', 'email.opened_twice'],
    ['email.*', 'emails.opened'],
    ['email.*', 'email'],
    ['email.link.*', 'email.opened'],
    ['mail.*', 'email.opened'],
  ])('%s does not get %s', (subscription, type) => {
    expect(matches(subscription, type)).toBe(false);
  });
});

it('accepts every type of the catalog, each resource, and everything', async () => {
  const catalog = await readCatalog();
  const names = catalog.list().map((type) => type.name);
  const resources = names.map((name) => `${name.split('.')[0]}.*`);
  expect(names.length).toBeGreaterThan(20);
  expect(() => checkSubscriptions(catalog, ['*', ...names, ...resources])).not.toThrow();
});

it('refuses what no type of the catalog can ever match', async () => {
  const catalog = await readCatalog();
  expect(() => checkSubscriptions(catalog, ['*', 'emails.*'])).toThrow(
    expect.objectContaining({
      code: 'invalid',
      issues: [{ path: '/events/1', message: expect.any(String) }],
    }),
  );
});

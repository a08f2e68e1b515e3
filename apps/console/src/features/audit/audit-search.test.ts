import { expect, it } from 'vitest';

import { apiFilters, auditSearch, isFiltered } from './audit-search.ts';

it('reads the filters from the URL, and forgets what can be none', () => {
  const search = auditSearch.parse({
    action: 'webhook.*',
    actor: 123,
    subject: '',
    within: '9d',
    entry: 'aud_1',
  });
  expect(search).toEqual({ action: 'webhook.*', actor: '123', entry: 'aud_1' });
  expect(isFiltered(search)).toBe(true);
  expect(isFiltered({ entry: 'aud_1' })).toBe(false);
  expect(auditSearch.parse({ action: 'DROP TABLE' })).toEqual({});
});

it('asks the API for a range that ends now', () => {
  const now = Date.parse('2026-11-20T12:00:00.000Z');
  expect(apiFilters({ action: 'webhook.deleted', within: '1h' }, now)).toEqual({
    action: 'webhook.deleted',
    created_after: '2026-11-20T11:00:00.000Z',
  });
});

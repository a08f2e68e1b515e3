import { expect, it } from 'vitest';

import {
  apiFilters,
  eventsSearch,
  filtersOf,
  isFiltered,
  withoutFilters,
  withoutPanel,
} from './events-search.ts';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');

it('ignores what an old or a mistyped link asks for, and keeps the rest', () => {
  const search = eventsSearch.parse({ type: 'tag.created', within: '2y', only: 'some', q: 42 });
  expect(search).toMatchObject({ type: 'tag.created', within: undefined, only: undefined, q: '42' });
});

it('counts a span back from the moment of asking', () => {
  expect(apiFilters({ within: '1h', q: ' ada@example.com ' }, NOW)).toEqual({
    type: undefined,
    q: 'ada@example.com',
    created_after: '2026-11-20T14:00:00.000Z',
    created_before: undefined,
  });
});

it('asks for no filter where none is set', () => {
  expect(Object.values(apiFilters({ q: '  ', type: '' }, NOW)).every((value) => value === undefined)).toBe(
    true,
  );
});

it('takes neither an open row nor an open panel for a filter', () => {
  const open = { event: 'evt_1', replay: 'new', webhook: 'wh_1', only: 'missed' as const };
  expect(isFiltered(open)).toBe(false);
  expect(filtersOf({ ...open, type: 'tag.created' })).toEqual(filtersOf({ type: 'tag.created' }));
  expect(isFiltered({ before: '2026-11-20T15:00:00.000Z' })).toBe(true);
});

it('closes the panel without losing the filters, and clears the filters without closing the panel', () => {
  const search = { q: 'vip', replay: 'new', only: 'failed' as const };
  expect(withoutPanel(search)).toEqual({ q: 'vip' });
  expect(withoutFilters(search)).toEqual({ replay: 'new', only: 'failed' });
});

import { expect, it } from 'vitest';

import {
  apiFilters,
  asksOnlyForFailed,
  isFiltered,
  joined,
  logSearch,
  statusesOf,
  typesOf,
} from './log-search.ts';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');

it('reads several statuses and types from one parameter each', () => {
  const search = logSearch.parse({ status: 'failed,retrying', type: 'purchase.created,tag.created' });
  expect(statusesOf(search)).toEqual(['failed', 'retrying']);
  expect(typesOf(search)).toEqual(['purchase.created', 'tag.created']);
  expect(joined(['a', 'b'])).toBe('a,b');
  expect(joined([])).toBeUndefined();
});

it('ignores what an old or a mistyped link asks for, and keeps the rest', () => {
  const given = { status: 'failed,lost', type: 'nope,tag.*', within: '2y', after: 'yesterday', q: 42 };
  const search = logSearch.parse(given);
  expect(search).toMatchObject({ within: undefined, after: undefined, q: '42' });
  expect(statusesOf(search)).toEqual(['failed']);
  expect(typesOf(search)).toEqual(['tag.*']);
});

it('counts a span back from the moment of asking', () => {
  expect(apiFilters(logSearch.parse({ within: '24h' }), NOW)).toMatchObject({
    created_after: '2026-11-19T15:00:00.000Z',
    created_before: undefined,
  });
  const range = { after: '2026-11-01T00:00:00.000Z', before: '2026-11-02T00:00:00.000Z' };
  expect(apiFilters(logSearch.parse(range), NOW)).toMatchObject({
    created_after: range.after,
    created_before: range.before,
  });
});

it('asks for no filter where none is set', () => {
  expect(Object.values(apiFilters({}, NOW)).every((value) => value === undefined)).toBe(true);
});

it('does not count an open row as a filter', () => {
  expect(isFiltered({ delivery: 'del_1' })).toBe(false);
  expect(isFiltered({ q: '', delivery: 'del_1' })).toBe(false);
  expect(isFiltered({ status: 'failed' })).toBe(true);
});

it('tells what only asks for what failed', () => {
  expect(asksOnlyForFailed({ status: 'failed,retrying', delivery: 'del_1' })).toBe(true);
  expect(asksOnlyForFailed({ status: 'failed,archived' })).toBe(false);
  expect(asksOnlyForFailed({ status: 'retrying' })).toBe(false);
  expect(asksOnlyForFailed({ status: 'failed', q: 'evt_1' })).toBe(false);
});

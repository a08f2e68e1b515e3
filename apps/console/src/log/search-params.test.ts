import { expect, it } from 'vitest';

import { like, oneOf, searchParams, words } from './search-params.ts';

const search = searchParams({
  q: words(5),
  view: oneOf(['cards']),
  open: oneOf([true]),
  id: like(/^wh_\w+$/),
});

it('reads what is expected, and leaves out all else', () => {
  expect(search.parse({ q: 'Lake', view: 'cards', open: true, id: 'wh_1' })).toEqual({
    q: 'Lake',
    view: 'cards',
    open: true,
    id: 'wh_1',
  });
  expect(search.parse({ q: 'Ledger', view: 'tree', open: 'true', id: 'evt_1', other: 1 })).toEqual({});
  expect(Object.keys(search.parse({}))).toEqual([]);
});

it('takes for text what the router took for a number, and no objects', () => {
  expect(search.parse({ q: 123 })).toEqual({ q: '123' });
  expect(search.parse({ q: { $ne: 1 }, id: ['wh_1'] })).toEqual({});
});

it('is extended by other parameters', () => {
  expect(search.extend({ page: oneOf(['1']) }).parse({ q: 'a', page: '1' })).toEqual({ q: 'a', page: '1' });
});

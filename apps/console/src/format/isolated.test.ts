import { expect, it } from 'vitest';

import { isolated } from './isolated.ts';

it('sets names apart that are read from the right', () => {
  expect(isolated('متجر!')).toBe('\u2068متجر!\u2069');
  expect(isolated('Shop חנות')).toBe('\u2068Shop חנות\u2069');
});

it('leaves all others as they are', () => {
  for (const name of ['Ledger', 'Bücher & Söhne', '書店', '']) expect(isolated(name)).toBe(name);
});

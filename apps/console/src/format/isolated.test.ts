import { expect, it } from 'vitest';

import { isolated, withTurnsShown } from './isolated.ts';

it('sets names apart that are read from the right', () => {
  expect(isolated('متجر!')).toBe('\u2068متجر!\u2069');
  expect(isolated('Shop חנות')).toBe('\u2068Shop חנות\u2069');
});

it('keeps what turns text around to the name that has it', () => {
  expect(isolated('Vera \u202Ecba')).toBe('\u2068Vera \u202Ecba\u2069');
  expect(isolated('Vera\u2069 \u202Ecba')).toBe('\u2068Vera \u202Ecba\u2069');
});

it('leaves all others as they are', () => {
  for (const name of ['Ledger', 'Bücher & Söhne', '書店', '']) expect(isolated(name)).toBe(name);
});

it('shows what would turn a body around, as JSON writes it', () => {
  const shown = withTurnsShown('{"note":"a\u202Eb\u2069"}');
  expect(shown).toBe(String.raw`{"note":"a\u202eb\u2069"}`);
  expect(JSON.parse(shown)).toEqual({ note: 'a\u202Eb\u2069' });
});

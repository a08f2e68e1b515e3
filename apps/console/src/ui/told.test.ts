import { expect, it } from 'vitest';

import { Told } from './told.ts';

function told(...texts: string[]): Told {
  const all = new Told();
  for (const text of texts) all.tell(text);
  return all;
}

it('knows what comes back late, and not every text comes back', () => {
  const texts = told('{', '{"', '{"a');
  expect(texts.isEcho('{"')).toBe(true);
  expect(texts.isEcho('{"a')).toBe(true);
});

it('knows a text only once: then somebody wants it', () => {
  const texts = told('{}', '{ }');
  expect(texts.isEcho('{ }')).toBe(true);
  expect(texts.isEcho('{ }')).toBe(false);
  expect(texts.isEcho('{}')).toBe(false);
});

it('forgets what was told before the page said something else', () => {
  const texts = told('{"a": 1', '{"a": 12');
  expect(texts.isEcho('{}')).toBe(false);
  expect(texts.isEcho('{"a": 12')).toBe(false);
});

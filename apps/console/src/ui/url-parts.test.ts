import { expect, it } from 'vitest';

import { urlParts } from './url-parts.ts';

it('keeps the last part of a path together, and leaves out https alone', () => {
  expect(urlParts('https://crm.acme.io/hooks/tidings')).toEqual(['crm.acme.io/hooks', '/tidings']);
  expect(urlParts('https://crm.acme.io/hooks/')).toEqual(['crm.acme.io', '/hooks/']);
  expect(urlParts('http://127.0.0.1:4000/hooks')).toEqual(['http://127.0.0.1:4000', '/hooks']);
});

it('keeps the last letters of what has no short part', () => {
  expect(urlParts('https://a.example.com/in/0123456789abcdefghij')).toEqual([
    'a.example.com/in/012345',
    '6789abcdefghij',
  ]);
  expect(urlParts('https://acme.io')).toEqual(['', 'acme.io']);
  expect(urlParts('http://acme.io')).toEqual(['', 'http://acme.io']);
});

import { expect, it } from 'vitest';

import { prettyJson } from './json.ts';

it('indents JSON and leaves the rest alone', () => {
  expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyJson('upstream connect error')).toBe('upstream connect error');
  expect(prettyJson('{"cut":')).toBe('{"cut":');
});

it('does not round numbers', () => {
  expect(prettyJson('{"id":12345678901234567890}')).toBe('{"id":12345678901234567890}');
  expect(prettyJson('{"id":"12345678901234567890"}')).toContain('\n');
});

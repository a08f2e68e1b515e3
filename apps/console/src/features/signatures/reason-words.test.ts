import { VERIFICATION_REASONS } from '@tidings/secret/schema';
import { expect, it } from 'vitest';

import { reasonWords } from './reason-words.ts';

it('says of every verdict what it means and what to do', () => {
  const titles = VERIFICATION_REASONS.map((reason) => reasonWords(reason, undefined).title);
  expect(new Set(titles).size).toBe(VERIFICATION_REASONS.length);
  for (const reason of VERIFICATION_REASONS) expect(reasonWords(reason, undefined).advice).toMatch(/\.$/);
});

it('names the end of the secret that it ought to be', () => {
  expect(reasonWords('wrong_secret', 'whsec_…x7Q').advice).toContain('whsec_…x7Q');
  expect(reasonWords('missing_body', 'whsec_…x7Q').advice).not.toContain('whsec_…x7Q');
});

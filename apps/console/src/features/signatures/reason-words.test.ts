import { VERIFICATION_REASONS } from '@tidings/secret/schema';
import { expect, it } from 'vitest';

import { reasonWords } from './reason-words.ts';

it('says of every verdict what it means and what to do', () => {
  const titles = VERIFICATION_REASONS.map((reason) => reasonWords(reason).title);
  expect(new Set(titles).size).toBe(VERIFICATION_REASONS.length);
  for (const reason of VERIFICATION_REASONS) expect(reasonWords(reason).advice).toMatch(/\.$/);
});

it('names the end of the secret that it ought to be', () => {
  expect(reasonWords('wrong_secret', { hint: 'whsec_…x7Q' }).advice).toContain('whsec_…x7Q');
  expect(reasonWords('missing_body', { hint: 'whsec_…x7Q' }).advice).not.toContain('whsec_…x7Q');
});

it('is sure of another secret only where the request is known to be as it was sent', () => {
  expect(reasonWords('wrong_secret')).toEqual({
    title: 'Another secret, or altered since',
    advice: expect.stringContaining('the body, the id or the timestamp is not the one that was signed'),
  });
  expect(reasonWords('wrong_secret', { altered: null }).title).toBe('Signed with another secret');
  const rolled = 'Mon, 23 November 2026 at 07:59:05 UTC';
  expect(reasonWords('wrong_secret', { hint: 'whsec_…x7Q', altered: null, rolled })).toEqual({
    title: 'Signed with an earlier secret',
    advice: expect.stringMatching(
      new RegExp(`^The secret of this webhook was rolled after .*, on ${rolled}\\. .* since\\.$`),
    ),
  });
  expect(reasonWords('wrong_secret', { rolled }).advice).toMatch(/a signature cannot tell which\.$/);
  const { title, advice } = reasonWords('wrong_secret', {
    hint: 'whsec_…x7Q',
    altered: 'The body is not the one',
  });
  expect(title).toBe('The body is not the one');
  expect(advice).not.toContain('whsec_…x7Q');
});

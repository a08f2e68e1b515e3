import { expect, it } from 'vitest';

import { rollMeaning } from './roll-words.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const secret = { hint: 'whsec_…x7Q', created_at: '2026-10-02T09:12:44.000Z', expires_at: null };
const standard: Parameters<typeof rollMeaning>[0] = {
  secrets: [secret],
  signature_scheme: 'standard',
  retry: { enabled: true, max_retries: 5, delays: ['1m'] },
};

const meaning = (webhook: typeof standard, hours: number) => rollMeaning(webhook, hours, NOW).join(' ');

it('says until when the present secret goes on signing', () => {
  expect(meaning(standard, 24)).toMatch(
    /for 24 hours, until 21 Nov, \d\d:\d\d\. A receiver with either accepts\.$/,
  );
  expect(meaning(standard, 1)).toContain('for 1 hour, until 20 Nov');
});

it('says what happens to deliveries when nothing overlaps', () => {
  expect(meaning(standard, 0)).toMatch(/the present secret stops signing at once.*tried again/);
  expect(meaning({ ...standard, secrets: [secret, secret] }, 0)).toContain('all earlier secrets');
  for (const off of [{ enabled: false }, { max_retries: 0 }])
    expect(meaning({ ...standard, retry: { ...standard.retry, ...off } }, 0)).toMatch(/retries are off here/);
});

it('says what becomes of older secrets', () => {
  expect(meaning({ ...standard, secrets: [secret, secret] }, 24)).toContain(
    'Older secrets go on until the end that each has',
  );
  expect(meaning({ ...standard, secrets: Array.from({ length: 5 }, () => secret) }, 24)).toContain(
    'the oldest ends at once',
  );
});

it('says what the scheme makes of it', () => {
  expect(meaning({ ...standard, signature_scheme: 'body' }, 24)).toContain('let your receiver take both');
  expect(meaning({ ...standard, signature_scheme: 'body' }, 0)).not.toContain('take both');
  expect(meaning({ ...standard, signature_scheme: 'ed25519' }, 0)).toContain('key pair');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactChange } from './redact.ts';

/** Secrets as they look, with letters that nothing else has. */
const SECRETS = [
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'tdg_sk_MfKQ9r8GKYqrTwjUPD8ILPZ',
  'tdg_ak_MfKQ9r8GKYqrTwjUPD8ILPZ',
  'Bearer MfKQ9r8GKYqrTwjUPD8ILPZ',
  'eyJhbGciOi.MfKQ9r8GKYqrTwjUPD8ILPZ.sig',
  '-----BEGIN PRIVATE KEY-----\nMfKQ9r8GKYqrTwjUPD8ILPZ\n-----END PRIVATE KEY-----',
];
const LETTERS = 'MfKQ9r8GKYqrTwjUPD8ILPZ';

describe('What is kept of a change', () => {
  test('is the fields that differ', () => {
    expect(
      redactChange(
        { name: 'a', url: 'https://a.example', events: ['*'] },
        { name: 'b', url: 'https://a.example', events: ['*'] },
      ),
    ).toEqual({
      before: { name: 'a' },
      after: { name: 'b' },
    });
  });

  test('is everything when there is only one state', () => {
    expect(redactChange(undefined, { name: 'a', rate_limit: null })).toEqual({
      before: null,
      after: { name: 'a', rate_limit: null },
    });
  });

  test('has no value of a field with the name of a secret, however deep', () => {
    for (const name of [
      'secret',
      'clientSecret',
      'password',
      'new_password',
      'token',
      'api_key',
      'totp',
      'backup_otp',
      'Cookie',
      'hash',
    ]) {
      const { after } = redactChange(undefined, { settings: [{ [name]: 'open sesame' }] });
      expect(after).toEqual({ settings: [{ [name]: '[redacted]' }] });
    }
  });

  test('has what only points at a secret', () => {
    const shown = {
      secret_hint: 'whsec_…abc',
      key_id: 'key_01',
      token_expires_at: '2026-11-21',
      is_secret: true,
    };
    expect(redactChange(undefined, shown).after).toEqual(shown);
  });

  test('has the names of headers and no value of them', () => {
    expect(
      redactChange({ headers: { 'X-Team': 'one' } }, { headers: { 'X-Team': 'one', 'X-Pass': 'two' } }),
    ).toEqual({
      before: { headers: { 'X-Team': '[redacted]' } },
      after: { headers: { 'X-Team': '[redacted]', 'X-Pass': '[redacted]' } },
    });
  });

  test('says that a value which is not shown is another one', () => {
    expect(redactChange({ headers: { 'X-Key': 'one' } }, { headers: { 'X-Key': 'two' } })).toEqual({
      before: { headers: { 'X-Key': '[redacted]' } },
      after: { headers: { 'X-Key': '[redacted, changed]' } },
    });
  });

  test('says so of that header alone, and not of those beside it', () => {
    const { after } = redactChange(
      { headers: { authorization: 'a', 'x-team': 'one' } },
      { headers: { authorization: 'b', 'x-team': 'one', 'x-new': 'two' } },
    );
    expect(after).toEqual({
      headers: { authorization: '[redacted, changed]', 'x-team': '[redacted]', 'x-new': '[redacted]' },
    });
  });

  test('has of a URL neither user nor password nor the values of its query', () => {
    const { after } = redactChange(undefined, { url: 'https://ada:pw@hooks.example/in?key=MfKQ&b=2#top' });
    expect(after).toEqual({ url: 'https://hooks.example/in?key=[redacted]&b=[redacted]#top' });
  });

  test('has of a URL no parameter that is nothing but a value, and no long end', () => {
    const { after } = redactChange(undefined, {
      url: 'https://hooks.example/in?pXQZ81wq0OZk4mYV#pXQZ81wq0OZk4mYV',
    });
    expect(after).toEqual({ url: 'https://hooks.example/in?[redacted]#pXQ…[redacted]' });
  });

  test('has of a URL whose path lets in only how its long parts begin', () => {
    const at = (path: string) => redactChange(undefined, { url: `https://hooks.example${path}` }).after;
    expect(at('/services/T0000/B0000/pXQZ81wq0OZk4mYV2nT7aaaa')).toEqual({
      url: 'https://hooks.example/services/T0000/B0000/pXQ…[redacted]',
    });
    expect(at('/api/8f14e45fceea167a5a36dedd4bea2543?a=1#x')).toEqual({
      url: 'https://hooks.example/api/8f1…[redacted]?a=[redacted]#x',
    });
    expect(at('/integrations/customer-notifications/v2')).toEqual({
      url: 'https://hooks.example/integrations/customer-notifications/v2',
    });
  });

  test('says that a URL is another one where only what is not shown of its path differs', () => {
    const url = (end: string) => ({ url: `https://hooks.example/services/pXQZ81wq0OZk4mYV${end}` });
    expect(redactChange(url('1'), url('2'))).toEqual({
      before: { url: 'https://hooks.example/services/pXQ…[redacted]' },
      after: { url: 'https://hooks.example/services/pXQ…[redacted, changed]' },
    });
  });

  test('has no secret of any kind that we know, wherever it stands', () => {
    const secret = fc.constantFrom(...SECRETS);
    const holder = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc
          .tuple(fc.constantFrom('', 'see ', 'https://x.example/'), secret, fc.constantFrom('', ' there'))
          .map((parts) => parts.join('')),
        fc.array(tie('value'), { minLength: 1, maxLength: 2 }),
        fc.dictionary(fc.constantFrom('name', 'note', 'url', 'headers'), tie('value'), { minKeys: 1 }),
      ),
    })).value;
    fc.assert(
      fc.property(holder, holder, (one, other) => {
        const kept = JSON.stringify([
          redactChange({ one }, { one: other }),
          redactChange(undefined, { other }),
        ]);
        expect(kept).not.toContain(LETTERS);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';

import { EMPTY, toInput, valuesOf } from './verify-values.ts';

const request = {
  url: 'https://crm.acme.io/in',
  headers: { 'webhook-id': 'evt_1', 'webhook-signature': 'v1,abc' },
  body: '{"type": "tag.created"}',
};
const filled = { ...valuesOf({ request, started_at: '2026-11-20T12:34:56.000Z' }), secret: 'whsec_x' };

function errorsOf(values: typeof EMPTY) {
  const parsed = toInput(values);
  return parsed.ok ? {} : parsed.errors;
}

describe('the signature verifier', () => {
  it('is filled in with a request as it was sent, at the time of it, and without a secret', () => {
    expect({ ...filled, received: undefined }).toEqual({
      headers: 'webhook-id: evt_1\nwebhook-signature: v1,abc',
      body: '{"type": "tag.created"}',
      secret: 'whsec_x',
      received: undefined,
    });
    expect(valuesOf({ request, started_at: '2026-11-20T12:34:56.000Z' }).secret).toBe('');
    const sentAt = '2026-11-20T12:34:56.000Z';
    expect(toInput(filled, sentAt)).toMatchObject({ ok: true, input: { received_at: sentAt } });
  });

  it('takes an empty time for now, and an empty body for one that can be judged', () => {
    const parsed = toInput({ ...filled, received: '', body: '' }, '2026-11-20T12:34:56.000Z');
    expect(parsed).toEqual({ ok: true, input: { headers: filled.headers, body: '', secret: 'whsec_x' } });
  });

  it('says which field is missing or too long', () => {
    expect(Object.keys(errorsOf(EMPTY))).toEqual(['headers', 'secret']);
    expect(Object.keys(errorsOf({ ...filled, secret: 'x'.repeat(501) }))).toEqual(['secret']);
    expect(Object.keys(errorsOf({ ...filled, received: 'soon' }))).toEqual(['received']);
  });
});

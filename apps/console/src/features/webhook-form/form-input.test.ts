import { describe, expect, it } from 'vitest';

import { fieldErrors, pointerParts } from './field-errors.ts';
import { toCreateInput, toUpdateInput } from './form-input.ts';
import { EMPTY_VALUES, type WebhookFormValues } from './form-values.ts';
import { errorsOfStep, firstFaultyStep } from './steps.ts';

const filled: WebhookFormValues = {
  ...EMPTY_VALUES,
  url: ' https://crm.acme.io/hooks ',
  events: ['email.*'],
};

function errorsOf(values: WebhookFormValues) {
  const parsed = toCreateInput(values);
  return parsed.ok ? {} : parsed.errors;
}

describe('the webhook form', () => {
  it('becomes what the server takes, and leaves out an empty name and delays that nobody touched', () => {
    expect(toCreateInput(filled)).toEqual({
      ok: true,
      input: {
        url: 'https://crm.acme.io/hooks',
        description: '',
        events: ['email.*'],
        filter: {},
        payload_style: 'snapshot',
        timeout_seconds: 5,
        rate_limit: null,
        retry: { enabled: true, max_retries: 5 },
        signature_scheme: 'standard',
        headers: {},
      },
    });
  });

  it('sends delays that were changed', () => {
    expect(toCreateInput({ ...filled, delays: '1m, 2m' })).toMatchObject({
      input: { retry: { delays: ['1m', '2m'] } },
    });
  });

  it('neither checks nor sends the schedule of retries while it is hidden', () => {
    const off = { ...filled, name: 'CRM', retry_enabled: false };
    for (const hidden of [{ max_retries: '' }, { delays: '1m, abc' }]) {
      const values = { ...off, ...hidden };
      expect(errorsOf({ ...values, retry_enabled: true })).not.toEqual({});
      expect(toCreateInput(values)).toMatchObject({ ok: true });
      expect(toCreateInput(values)).toHaveProperty('input.retry', { enabled: false });
      const id = 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd';
      const before = { ...filled, name: 'CRM' };
      expect(toUpdateInput(id, values, before)).toEqual({
        ok: true,
        input: { id, retry: { enabled: false } },
      });
      expect(toUpdateInput(id, values, off)).toEqual({ ok: true, input: { id } });
      expect(toUpdateInput(id, before, off)).toEqual({ ok: true, input: { id, retry: { enabled: true } } });
    }
  });

  it('takes an empty rate limit for none, and refuses one that nobody means', () => {
    expect(toCreateInput({ ...filled, rate_limit: 20 })).toMatchObject({ input: { rate_limit: 20 } });
    expect(toCreateInput({ ...filled, rate_limit: '' })).toMatchObject({ input: { rate_limit: null } });
    expect(Object.keys(errorsOf({ ...filled, rate_limit: 0 }))).toEqual(['rate_limit']);
    expect(errorsOfStep({ rate_limit: 'x' }, 'security')).toEqual({ rate_limit: 'x' });
  });

  it('sends the signature scheme that was chosen, which belongs to the step on security', () => {
    expect(toCreateInput({ ...filled, signature_scheme: 'ed25519' })).toMatchObject({
      input: { signature_scheme: 'ed25519' },
    });
    const issues = [{ path: '/signature_scheme', message: 'Choose one.' }];
    const { fields } = fieldErrors(issues, filled);
    expect(firstFaultyStep(fields)).toBe('security');
    expect(fields).toEqual({ signature_scheme: 'Choose one.' });
  });

  it('asks for a ping and a challenge only if that was chosen, and never when a webhook is edited', () => {
    const chosen = { ...filled, name: 'CRM', api_version: '2026-11-01', ping: true, verify: true };
    expect(toCreateInput(chosen)).toMatchObject({ input: { ping: true, verify: 'challenge' } });
    const edited = toUpdateInput('wh_01k9w3m5kqe8nb2v7x4r6t0zcd', chosen, EMPTY_VALUES);
    expect(edited).toMatchObject({ ok: true });
    expect(edited.ok && Object.keys(edited.input).filter((key) => /ping|verify/.test(key))).toEqual([]);
    const { fields } = fieldErrors([{ path: '/verify', message: 'It did not.' }], chosen);
    expect([fields, firstFaultyStep(fields)]).toEqual([{ verify: 'It did not.' }, 'security']);
  });

  it('sends the filter, the style and the version that were chosen', () => {
    const chosen = {
      filter: '{"object.tags": ["vip"]}',
      payload_style: 'thin',
      api_version: '2026-06-01',
    } as const;
    expect(toCreateInput({ ...filled, ...chosen })).toMatchObject({
      input: { ...chosen, filter: { 'object.tags': ['vip'] } },
    });
  });

  it('does not send a filter that cannot be read, and says where its fault is', () => {
    expect(errorsOf({ ...filled, filter: '{"a": ' })['filter']).toContain('This is not JSON');
    expect(errorsOf({ ...filled, filter: '{"object.name": {"$regex": "a"}}' })['filter']).toMatch(
      /^\/object\.name\/\$regex: /,
    );
    expect(errorsOfStep({ filter: 'x', api_version: 'y' }, 'filters')).toEqual({ filter: 'x' });
  });

  it('needs a name when a webhook is edited', () => {
    const parsed = toUpdateInput('wh_01k9w3m5kqe8nb2v7x4r6t0zcd', filled, { ...filled, name: 'CRM' });
    expect(parsed.ok ? {} : parsed.errors).toEqual({ name: 'Give the webhook a name.' });
  });

  it('sends of a webhook only the fields that were changed, and refuses them as ever', () => {
    const id = 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd';
    const thin = {
      ...filled,
      payload_style: 'thin',
      headers: [{ key: 'b', name: 'X-Team', value: '1' }],
    } as const;
    const began = {
      ...filled,
      url: 'https://old.acme.io',
      headers: [{ key: 'a', name: 'X-Team', value: '1' }],
    };
    expect(toUpdateInput(id, { ...thin, headers: [...thin.headers] }, began)).toEqual({
      ok: true,
      input: { id, url: 'https://crm.acme.io/hooks', payload_style: 'thin' },
    });
    expect(toUpdateInput(id, { ...filled, max_retries: 3 }, filled)).toEqual({
      ok: true,
      input: { id, retry: { max_retries: 3 } },
    });
    const strange = toUpdateInput(id, { ...filled, rate_limit: '-' }, filled);
    expect(strange.ok ? [] : Object.keys(strange.errors)).toEqual(['rate_limit']);
    expect(toUpdateInput(id, { ...filled, url: 'crm', events: [] }, filled)).toEqual({
      ok: false,
      errors: { url: 'Endpoint must be a valid HTTPS URL.', events: 'Choose at least one event.' },
    });
  });

  it('says at the field what is wrong', () => {
    expect(errorsOf({ ...filled, url: 'crm.acme.io' })).toEqual({
      url: 'Endpoint must be a valid HTTPS URL.',
    });
    expect(errorsOf({ ...filled, events: [] })).toEqual({ events: 'Choose at least one event.' });
    expect(Object.keys(errorsOf({ ...filled, timeout_seconds: '' }))).toEqual(['timeout_seconds']);
    expect(errorsOf({ ...filled, delays: '1m, soon' })).toEqual({
      delays: 'Expected a duration such as "30s", "5m" or "24h".',
    });
  });

  it('finds the row of a header that is refused', () => {
    const headers = [
      { key: 'a', name: 'X-Team', value: 'crm' },
      { key: 'b', name: 'Cookie', value: '1' },
      { key: 'c', name: 'x-team', value: 'twice' },
      { key: 'd', name: '', value: 'nameless' },
    ];
    expect(Object.keys(errorsOf({ ...filled, headers })).sort()).toEqual([
      'headers.1.name',
      'headers.2.name',
      'headers.3.name',
    ]);
  });

  it('ignores a header row that is empty', () => {
    expect(errorsOf({ ...filled, headers: [{ key: 'a', name: '', value: '' }] })).toEqual({});
  });
});

describe('the issues of a problem', () => {
  it('are read as JSON pointers', () => {
    expect(pointerParts('/headers/X~1A~0b')).toEqual(['headers', 'X/A~b']);
    expect(pointerParts('url')).toEqual(['url']);
  });

  it('go to the fields they are about, the rest is kept', () => {
    const issues = [
      { path: '/url', message: 'Endpoint must be a valid HTTPS URL.' },
      { path: '/retry/delays/1', message: 'Expected a duration.' },
      { path: '/filter/object.tags/0', message: 'Text cannot contain NUL.' },
      { path: '/quota', message: 'No more webhooks.' },
    ];
    expect(fieldErrors(issues, filled)).toEqual({
      fields: {
        url: 'Endpoint must be a valid HTTPS URL.',
        delays: 'Expected a duration.',
        filter: '/object.tags/0: Text cannot contain NUL.',
      },
      others: ['/quota: No more webhooks.'],
    });
  });

  it('lead to the first step that has to be corrected', () => {
    const errors = { delays: 'x', events: 'y' };
    expect(firstFaultyStep(errors)).toBe('events');
    expect(errorsOfStep(errors, 'security')).toEqual({ delays: 'x' });
    expect(firstFaultyStep({})).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';

import { type KeyValues, readKeyValues } from './key-values.ts';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');

function setup(changed: Partial<KeyValues> = {}) {
  const values: KeyValues = {
    name: ' Nightly sync ',
    scopes: ['webhooks:read'],
    app_id: '',
    expires_at: 'never',
    date: '',
    ...changed,
  };
  return readKeyValues(values, NOW);
}

describe('a key', () => {
  it('belongs to no app and never ends unless that is chosen', () => {
    expect(setup().input).toEqual({
      name: 'Nightly sync',
      scopes: ['webhooks:read'],
      app_id: null,
      expires_at: null,
    });
  });

  it('ends so many days from now', () => {
    expect(setup({ expires_at: '90' }).input?.expires_at).toBe('2027-02-19T12:00:00.000Z');
  });

  it('works until the day that is chosen is over', () => {
    const end = setup({ expires_at: 'date', date: '2026-12-31' }).input?.expires_at;
    expect(end).toBe(new Date(2027, 0, 1).toISOString());
  });
});

it('says at each field what is wrong with it', () => {
  expect(setup({ name: ' ', scopes: [], expires_at: 'date' }).errors).toEqual({
    name: 'Give the key a name.',
    scopes: 'Choose at least one scope.',
    date: 'Choose a day.',
  });
  expect(setup({ expires_at: 'date', date: '2026-11-19' }).errors).toEqual({
    date: 'This day is past. Choose one to come.',
  });
});

import { expect, it } from 'vitest';

import { findItems, isEventId, type PaletteItem } from './find-items.ts';

const item = (group: PaletteItem['group'], label: string, detail?: string): PaletteItem => ({
  id: label,
  group,
  label,
  ...(detail !== undefined && { detail }),
  run: () => undefined,
});
const items = [
  item('Actions', 'Create webhook'),
  item('Go to', 'Webhooks'),
  item('Go to', 'Audit log'),
  item('Webhooks', 'CRM', 'https://hooks.acme.io/ledger'),
  item('Webhooks', 'Old ledger', 'https://a.example.com'),
  item('Webhooks', 'Ledger', 'https://b.example.com'),
];
const labels = (typed: string) => findItems(items, typed).map(({ label }) => label);

it('offers pages and actions before anything is typed', () => {
  expect(labels('')).toEqual(['Webhooks', 'Audit log', 'Create webhook']);
});

it('finds webhooks by name and URL, those first whose name begins so', () => {
  expect(labels('LEDG')).toEqual(['Ledger', 'Old ledger', 'CRM']);
});

it('finds a webhook by its id, which it does not show', () => {
  const coded = { ...item('Webhooks', 'Ledger'), code: 'wh_01kaf3c2v7e8w9xk4t5n6p7m0e' };
  expect(findItems([coded], 'wh_01kaf3')).toEqual([coded]);
});

it('finds what has all words that were typed, in any order', () => {
  expect(labels('webhook create')).toEqual(['Create webhook']);
  expect(labels('acme crm')).toEqual(['CRM']);
  expect(labels('crm nowhere')).toEqual([]);
});

it('shows a few of a kind, and as many as there are of the others', () => {
  const many = Array.from({ length: 1_000 }, (_, index) => item('Webhooks', `Ledger ${index}`));
  const found = findItems([...many, item('Go to', 'Ledger of ledgers')], 'ledger');
  expect(found.map(({ group }) => group)).toEqual([...Array<string>(8).fill('Webhooks'), 'Go to']);
});

it('knows an id of an event when it is pasted', () => {
  expect(['evt_01kaf3c2v7e8w9xk4t5n6p7m0e', ' evt_01kaf3c2v7e8w9xk4t5n6p7m0e '].map(isEventId)).toEqual([
    true,
    true,
  ]);
  expect(['evt_', 'wh_01kaf3c2v7e8w9xk4t5n6p7m0e', 'email.opened'].map(isEventId)).toEqual([
    false,
    false,
    false,
  ]);
});

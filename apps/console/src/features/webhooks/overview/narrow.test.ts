import { webhookBadge } from '@tidings/endpoint/schema';
import { describe, expect, it } from 'vitest';

import { makeWebhook } from '../../../mocks/webhooks.ts';
import { BADGES } from '../badge-name.ts';
import type { WebhooksSearch } from './webhooks-search.ts';
import { inOrder, makersOf, narrow } from './narrow.ts';

const ada = { type: 'user', id: 'usr_1', name: 'Ada' } as const;
const fetchbase = { type: 'app', id: 'app_1', name: 'Fetchbase' } as const;
const TYPES = [
  { name: 'email.opened', category: 'Email' },
  { name: 'purchase.created', category: 'Purchase' },
];
const webhooks = [
  makeWebhook({
    name: 'Ledger',
    url: 'https://a.example.com',
    events: ['purchase.*'],
    created_by: fetchbase,
  }),
  makeWebhook({ name: 'CRM', url: 'https://ledger.example.com', events: ['email.opened'], created_by: ada }),
  makeWebhook({ name: 'Lake', url: 'https://b.example.com', health: 'failing', created_by: ada }),
  makeWebhook({ name: 'Old', url: 'https://c.example.com', events: ['tag.*'], status: 'disabled' }),
];
const names = (search: WebhooksSearch) => narrow(webhooks, search, TYPES)?.map(({ name }) => name);

describe('filters of the overview', () => {
  it('search in name and URL, in upper or lower case', () => {
    expect(names({ q: ' LEDGER ' })).toEqual(['Ledger', 'CRM']);
  });

  it('take several badges, and nothing that is none', () => {
    expect(names({ status: 'failing,inactive' })).toEqual(['Lake', 'Old']);
    expect(names({ status: 'purple' })).toHaveLength(4);
  });

  it('find subscriptions by wildcards too', () => {
    expect(names({ type: 'purchase.created' })).toEqual(['Ledger', 'Lake']);
    expect(names({ category: 'Email' })).toEqual(['CRM', 'Lake']);
  });

  it('leave open what a category has while the catalog is not known, and only that', () => {
    expect(narrow(webhooks, { category: 'Email' }, undefined)).toBeNull();
    expect(narrow(webhooks, { q: 'ledger' }, undefined)).toHaveLength(2);
  });

  it('hold all at once', () => {
    expect(names({ maker: 'usr_1', category: 'Email', q: 'l' })).toEqual(['CRM', 'Lake']);
    expect(names({ maker: 'app_1', type: 'email.opened' })).toEqual([]);
  });
});

it('sorts by volume, and leaves the newest first otherwise', () => {
  const volumes = new Map(webhooks.map((webhook, index) => [webhook.id, index]));
  const sorted = (sort: WebhooksSearch['sort']) =>
    inOrder(webhooks, sort, (id) => volumes.get(id) ?? 0).map(({ name }) => name);
  expect(sorted('volume')).toEqual(['Old', 'Lake', 'CRM', 'Ledger']);
  expect(sorted(undefined)).toEqual(['Ledger', 'CRM', 'Lake', 'Old']);
});

it('names every maker once', () => {
  expect(makersOf(webhooks.slice(0, 3))).toEqual([
    { value: 'usr_1', label: 'Ada' },
    { value: 'app_1', label: 'Fetchbase (app)' },
  ]);
});

it('knows the badges that the API has', () => {
  expect(BADGES).toEqual(webhookBadge.options);
});

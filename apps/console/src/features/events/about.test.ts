import { expect, it } from 'vitest';

import { aboutOf, aboutWords, isErased, namedWebhook } from './about.ts';

const type = {
  facets: {
    workspace: 'object.workspace_id',
    campaign: { value: 'object.campaign.id', label: 'object.campaign.name' },
    tag: 'object.tags',
    email: 'object.email',
  },
};
const data = {
  object: {
    workspace_id: 'ws_1',
    campaign: { id: 'cmp_1', name: 'October' },
    tags: ['vip', 'premium'],
    email: 'ada@example.com',
  },
};

it('names whom an event is about first and its workspace last, by what people call them', () => {
  const about = aboutOf({ data }, type);
  expect(about.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'email ada@example.com',
    'campaign cmp_1',
    'tag vip',
    'tag premium',
    'workspace ws_1',
  ]);
  expect(aboutWords(about)).toBe('ada@example.com · October · vip +2');
});

it('says nothing of an event without facets, or of a type that is not in the catalog', () => {
  expect(aboutWords(aboutOf({ data: {} }, type))).toBeNull();
  expect(aboutOf({ data }, undefined)).toEqual([]);
});

it('names the webhook that an event of the system is about', () => {
  expect(
    namedWebhook({ type: 'webhook.disabled', data: { object: { object: 'webhook', name: 'CRM' } } }),
  ).toBe('CRM');
  expect(
    namedWebhook({ type: 'webhook.delivery_exhausted', data: { object: { webhook_name: 'CRM' } } }),
  ).toBe('CRM');
  expect(namedWebhook({ type: 'tag.created', data: { object: { name: 'vip' } } })).toBeNull();
  expect(namedWebhook({ type: 'webhook.disabled', data: {} })).toBeNull();
});

it('tells an event whose data was erased from one that speaks of erasing', () => {
  expect(isErased({ data: { erased: true } })).toBe(true);
  expect(isErased({ data: { erased: true, object: {} } })).toBe(false);
  expect(isErased({ data: {} })).toBe(false);
});

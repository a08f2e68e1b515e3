import { describe, expect, it } from 'vitest';

import type { EventType } from '@tidings/event/schema';

import { choicesOf } from './facets.ts';
import { clausesBeyond, readPick, typesLeftOut, writePick } from './picks.ts';

const schema = {
  type: 'object',
  properties: {
    object: {
      type: 'object',
      properties: {
        campaign_id: { type: 'string' },
        shop: { type: 'integer' },
        tags: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};

function typeOf(name: string, facets: EventType['facets']): EventType {
  return {
    name,
    category: 'Email',
    description: '',
    trigger: '',
    frequency: '',
    retry_safe: true,
    use_cases: [],
    related: [],
    objects: [],
    validation: 'strict',
    facets,
    versions: [{ version: '2026-11-01', schema, example: {} }],
  };
}

const TYPES = [
  typeOf('email.opened', { campaign: 'object.campaign_id', tag: 'object.tags', email: 'object.email' }),
  typeOf('campaign.launched', { campaign: { value: 'object.id', label: 'object.name' }, tag: 'object.tags' }),
  typeOf('purchase.created', { shop: 'object.shop', tag: 'object.tags' }),
  typeOf('webhook.disabled', {}),
];

function facet(name: string, selection: string[]) {
  const found = choicesOf(TYPES, selection).find((each) => each.name === name);
  if (!found) throw new Error(`No facet ${name}.`);
  return found;
}

describe('the facets to choose by', () => {
  it('are those that the selected types have, without addresses of people', () => {
    expect(choicesOf(TYPES, ['*']).map((each) => each.label)).toEqual(['Campaign', 'Contact tag', 'Shop']);
    expect(choicesOf(TYPES, ['webhook.*'])).toEqual([]);
  });

  it('know every place that the selected types have them at', () => {
    expect(facet('campaign', ['*']).paths).toEqual(['object.campaign_id', 'object.id']);
    expect(facet('campaign', ['email.*']).paths).toEqual(['object.campaign_id']);
  });
});

describe('what is picked', () => {
  const email = facet('campaign', ['email.*']);
  const both = facet('campaign', ['*']);

  it('becomes a clause, and is taken back without a trace', () => {
    const written = writePick({ 'object.amount': { $gt: 5 } }, email, ['cmp_1']);
    expect(written).toEqual({ 'object.amount': { $gt: 5 }, 'object.campaign_id': ['cmp_1'] });
    expect(readPick(written, email)).toMatchObject({ state: 'chosen', values: ['cmp_1'] });
    expect(writePick(written, email, [])).toEqual({ 'object.amount': { $gt: 5 } });
  });

  it('stays where people have written it', () => {
    const written = writePick({ 'object.campaign_id': 'cmp_1', 'object.x': 1 }, email, ['cmp_2']);
    expect(Object.keys(written)).toEqual(['object.campaign_id', 'object.x']);
  });

  it('is looked for in each place, beside other alternatives that were written by hand', () => {
    const either = [{ 'object.campaign_id': ['cmp_1'] }, { 'object.id': ['cmp_1'] }];
    expect(writePick({}, both, ['cmp_1'])).toEqual({ $or: either });
    const own = { $or: [{ 'object.tags': 'vip' }, { 'object.form_id': { $exists: true } }] };
    const written = writePick(own, both, ['cmp_1']);
    expect(written).toEqual({ ...own, $and: [{ $or: either }] });
    expect(readPick(written, both).values).toEqual(['cmp_1']);
    expect(writePick(written, both, [])).toEqual(own);
  });

  it('moves to all places when more types are selected later', () => {
    const written = writePick({}, email, ['cmp_1']);
    expect(readPick(written, both).values).toEqual(['cmp_1']);
    expect(typesLeftOut(both, readPick(written, both))).toEqual([
      'campaign.launched',
      'purchase.created',
      'webhook.disabled',
    ]);
    const again = writePick(written, both, ['cmp_1']);
    expect(Object.keys(again)).toEqual(['$or']);
    expect(typesLeftOut(both, readPick(again, both))).toEqual(['purchase.created', 'webhook.disabled']);
  });

  it('is of the kind that the schema says, since a filter converts nothing', () => {
    const shop = facet('shop', ['purchase.*']);
    expect(writePick({}, shop, ['7'])).toEqual({ 'object.shop': [7] });
    expect(readPick({ 'object.shop': 7 }, shop).values).toEqual(['7']);
    expect(readPick({ 'object.shop': '7' }, shop).state).toBe('beyond');
  });

  it('is beyond a picker when the filter says more than a list of values', () => {
    for (const operand of [{ $ne: 'cmp_1' }, null, [], [['cmp_1']], { a: 1 }])
      expect(readPick({ 'object.campaign_id': operand }, email).state).toBe('beyond');
    const twice = { ...writePick({}, both, ['cmp_1']), 'object.id': ['cmp_2'] };
    expect(readPick(twice, both).state).toBe('beyond');
  });

  it('leaves the rest to the JSON, by name', () => {
    const filter = { 'object.tags': 'vip', 'object.amount': { $gt: 1 }, ...writePick({}, both, ['cmp_1']) };
    expect(clausesBeyond(filter, choicesOf(TYPES, ['*']))).toEqual(['object.amount']);
  });
});

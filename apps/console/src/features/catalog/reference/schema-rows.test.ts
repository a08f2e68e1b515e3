import { expect, it } from 'vitest';

import { schemaRows } from './schema-rows.ts';

const SCHEMA = {
  type: 'object',
  required: ['object'],
  properties: {
    object: {
      type: 'object',
      description: 'What was bought.',
      required: ['object', 'items'],
      properties: {
        object: { type: 'string', const: 'purchase' },
        status: { enum: ['paid', 'refunded'], type: ['string', 'null'] },
        paid_at: { type: 'string', format: 'date-time' },
        items: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', required: ['sku'], properties: { sku: { $ref: '#/$defs/id' } } },
        },
        parent: { $ref: '#/$defs/node' },
      },
    },
  },
  $defs: {
    id: { type: 'string', maxLength: 64 },
    node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } },
  },
};

it('lists every field with its path, also inside lists', () => {
  expect(schemaRows(SCHEMA).map((row) => row.path)).toEqual([
    'object',
    'object.object',
    'object.status',
    'object.paid_at',
    'object.items',
    'object.items[].sku',
    'object.parent',
    'object.parent.next',
  ]);
});

it('says in words what a field is', () => {
  const words = Object.fromEntries(schemaRows(SCHEMA).map(({ path, type }) => [path, type]));
  expect(words).toMatchObject({
    'object.status': 'text or null',
    'object.paid_at': 'date and time',
    'object.items': 'list of objects',
    'object.items[].sku': 'text',
  });
});

it('says what is required, and which values there are', () => {
  const rows = new Map(schemaRows(SCHEMA).map((row) => [row.path, row]));
  expect([...rows.values()].filter((row) => row.required).map((row) => row.path)).toEqual([
    'object',
    'object.object',
    'object.items',
    'object.items[].sku',
  ]);
  expect(rows.get('object.object')?.rules).toEqual(['always "purchase"']);
  expect(rows.get('object.status')?.rules).toEqual(['one of "paid", "refunded"']);
  expect(rows.get('object.items')?.rules).toEqual(['at least 1 element']);
});

it('ends where a schema is inside itself, and takes what is no schema for one without fields', () => {
  expect(schemaRows(SCHEMA).filter((row) => row.name === 'next')).toHaveLength(1);
  expect(schemaRows(true)).toEqual([]);
  expect(schemaRows({ $ref: '#/nowhere' })).toEqual([]);
});

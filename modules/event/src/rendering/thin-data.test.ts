import { expect, test } from 'vitest';
import { thinData } from './thin-data.ts';

const SUBSCRIBER = { object: { object: 'subscriber', id: 'sub_1', email: 'ada@example.com' }, more: true };

test('leaves the kind and the id of the object', () => {
  expect(thinData(SUBSCRIBER, undefined)).toEqual({ object: { object: 'subscriber', id: 'sub_1' } });
});

test('says where it can be read, beside the object', () => {
  expect(thinData(SUBSCRIBER, 'https://app.example.com/subscribers/{object.id}')).toEqual({
    object: { object: 'subscriber', id: 'sub_1' },
    related_url: 'https://app.example.com/subscribers/sub_1',
  });
});

test.each([
  ['a slash cannot lead elsewhere', { id: '../admin' }, 'https://a.example/..%2Fadmin'],
  ['a number is filled in', { id: 7 }, 'https://a.example/7'],
  ['half a character is replaced', { id: '\ud800' }, 'https://a.example/%EF%BF%BD'],
  ['a missing value leaves no address', {}, undefined],
  ['an empty one neither', { id: '' }, undefined],
  ['nor does an object', { id: {} }, undefined],
])('%s', (_, object, url) => {
  expect(thinData({ object }, 'https://a.example/{object.id}')['related_url']).toBe(url);
});

test('has nothing of data without an object', () => {
  expect(thinData({ object: 'text', other: 1 }, 'https://a.example/{object.id}')).toEqual({});
  expect(thinData({}, undefined)).toEqual({});
});

import { expect, it } from 'vitest';

import { percentOf, previewWords, progressWords, selectionWords } from './replay-words.ts';

it('says what a preview counted, and when that is not all', () => {
  expect(previewWords({ total: 1204, is_estimate: false })).toBe('1,204 deliveries');
  expect(previewWords({ total: 12_000, is_estimate: true })).toBe('At least 12,000 deliveries');
  expect(previewWords({ total: 0, is_estimate: false })).toBe('Nothing to replay');
});

it('says how far a replay has come', () => {
  expect(progressWords({ status: 'counting', done: 0, total: 400 })).toBe('400 deliveries found so far');
  expect(progressWords({ status: 'running', done: 1, total: 5000 })).toBe('1 of 5,000 deliveries attempted');
  expect(progressWords({ status: 'completed', done: 0, total: 0 })).toBe('There was nothing to replay');
});

it('shows no full bar before the end', () => {
  expect(percentOf({ status: 'running', done: 4999, total: 5000 })).toBe(99);
  expect(percentOf({ status: 'counting', done: 5, total: 10 })).toBe(0);
  expect(percentOf({ status: 'running', done: 0, total: 0 })).toBe(0);
  expect(percentOf({ status: 'completed', done: 0, total: 0 })).toBe(100);
});

it('names what a replay was limited to', () => {
  const everything = { types: null, only_failed: false, only_missed: false };
  expect(selectionWords(everything)).toBeNull();
  expect(
    selectionWords({ types: ['tag.created', 'tag.deleted'], only_failed: false, only_missed: true }),
  ).toBe('Only what was missed, tag.created and tag.deleted');
  expect(selectionWords({ ...everything, only_failed: true })).toBe('Only what has not succeeded');
});

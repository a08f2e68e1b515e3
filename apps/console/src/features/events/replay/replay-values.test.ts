import { expect, it } from 'vitest';

import { toLocalInput } from '../../../log/range.ts';
import { replayErrors, toInput, type ReplayValues } from './replay-values.ts';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const values: ReplayValues = { range: '1h', from: '', to: '', types: [], webhook: null, only: 'all' };

it('asks for a span that ends now, and leaves out what is not chosen', () => {
  expect(toInput(values, NOW)).toEqual({
    created_after: '2026-11-20T14:00:00.000Z',
    created_before: '2026-11-20T15:00:00.000Z',
    types: undefined,
    webhook_id: undefined,
    only_failed: false,
    only_missed: false,
  });
  expect(toInput({ ...values, types: ['tag.created'], webhook: 'wh_1', only: 'missed' }, NOW)).toMatchObject({
    types: ['tag.created'],
    webhook_id: 'wh_1',
    only_missed: true,
  });
});

it('takes a range of one’s own, which ends now where no end is given', () => {
  const from = toLocalInput('2026-11-19T08:00:00.000Z');
  const to = toLocalInput('2026-11-19T12:00:00.000Z');
  expect(toInput({ ...values, range: 'custom', from, to }, NOW)).toMatchObject({
    created_after: '2026-11-19T08:00:00.000Z',
    created_before: '2026-11-19T12:00:00.000Z',
  });
  expect(toInput({ ...values, range: 'custom', from }, NOW)).toMatchObject({
    created_before: '2026-11-20T15:00:00.000Z',
  });
  expect(toInput({ ...values, range: 'custom' }, NOW)).toBeNull();
});

it('puts what the API complains about at its field', () => {
  const issues = [
    { path: '/created_before', message: 'Too early.' },
    { path: '/types/1', message: 'Unknown.' },
    { path: '/dry_run', message: 'Odd.' },
  ];
  expect(replayErrors(issues, 'custom')).toEqual({
    fields: { to: 'Too early.', types: 'Unknown.' },
    others: ['/dry_run: Odd.'],
  });
  expect(replayErrors(issues, '24h').fields).toEqual({ range: 'Too early.', types: 'Unknown.' });
});

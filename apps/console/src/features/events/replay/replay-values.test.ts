import { expect, it } from 'vitest';

import { toLocalInput } from '../../../log/range.ts';
import { askedValues, isAsked, replayField, toInput, type ReplayValues } from './replay-values.ts';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const values: ReplayValues = { range: '1h', from: '', to: '', types: [], webhook: null, only: 'all' };

it('asks for a span that ends now, and leaves out what is not chosen', () => {
  expect(toInput(values, NOW).input).toEqual({
    created_after: '2026-11-20T14:00:00.000Z',
    created_before: '2026-11-20T15:00:00.000Z',
    types: undefined,
    webhook_id: undefined,
    only_failed: false,
    only_missed: false,
  });
  const webhook = 'wh_01k9w3m5kqe8nb2v7x4r6t0zcd';
  expect(toInput({ ...values, types: ['tag.created'], webhook, only: 'missed' }, NOW).input).toMatchObject({
    types: ['tag.created'],
    webhook_id: webhook,
    only_missed: true,
  });
});

it('takes a range of one’s own, which ends now where no end is given', () => {
  const from = toLocalInput('2026-11-19T08:00:00.000Z');
  const to = toLocalInput('2026-11-19T12:00:00.000Z');
  expect(toInput({ ...values, range: 'custom', from, to }, NOW).input).toMatchObject({
    created_after: '2026-11-19T08:00:00.000Z',
    created_before: '2026-11-19T12:00:00.000Z',
  });
  expect(toInput({ ...values, range: 'custom', from }, NOW).input).toMatchObject({
    created_before: '2026-11-20T15:00:00.000Z',
  });
});

it('says at its field what is wrong, here or as the API tells it', () => {
  expect(toInput({ ...values, range: 'custom' }, NOW).errors).toEqual({ from: 'Say from when.' });
  const custom = { ...values, range: 'custom', from: toLocalInput('2026-11-20T12:00:00.000Z') } as const;
  const backwards = { ...custom, to: toLocalInput('2026-11-20T11:00:00.000Z') };
  expect(toInput(backwards, NOW).errors).toEqual({ to: 'This is before the start.' });
  expect(toInput({ ...backwards, to: custom.from }, NOW).errors).toEqual({ to: 'This is before the start.' });
  expect(toInput(custom, Date.parse('2026-11-20T11:00:00.000Z')).errors).toEqual({
    from: 'This lies in the future: nothing has happened yet.',
  });
  expect(toInput({ ...values, types: ['Tag'], webhook: 'wh_1' }, NOW).errors).toEqual({
    types: expect.stringContaining('email.opened'),
    webhook: expect.stringContaining('wh_01k'),
  });
  expect(replayField('/created_before', 'custom')).toBe('to');
  expect(replayField('/created_before', '24h')).toBe('range');
  expect(replayField('/types/1', '24h')).toBe('types');
  expect(replayField('/dry_run', '24h')).toBeNull();
});

it('knows what was typed from what the link asks for', () => {
  const link = { webhook: 'wh_1', only: 'missed' } as const;
  expect(isAsked(askedValues(link), link)).toBe(true);
  expect(isAsked({ ...askedValues(link), range: '1h' }, link)).toBe(false);
});

import type { ListedWebhook } from '@tidings/endpoint/schema';
import { expect, it } from 'vitest';

import { shortId } from '../../format/id.ts';
import { MOST_LISTED } from './limits.ts';
import { isDeleted, webhookName } from './webhook-name.ts';

const webhook = { id: 'wh_1', name: 'Ledger' } as ListedWebhook; // all that is looked at

it('calls a webhook by its name, or says that it was deleted', () => {
  expect(webhookName([webhook], 'wh_1')).toBe('Ledger');
  expect(webhookName([webhook], 'wh_2')).toBe('a deleted webhook');
});

it('calls none deleted that may not have been read', () => {
  const many = Array.from({ length: MOST_LISTED }, () => webhook);
  expect([undefined, many].map((each) => isDeleted(each, 'wh_2'))).toEqual([false, false]);
  expect(webhookName(undefined, 'wh_2')).toBe(shortId('wh_2'));
});

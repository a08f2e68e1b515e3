import type { ListedWebhook } from '@tidings/endpoint/schema';
import { expect, it } from 'vitest';

import { shortId } from '../../format/id.ts';
import { isDeleted, webhookName } from './webhook-name.ts';

const webhook = { id: 'wh_1', name: 'Ledger' } as ListedWebhook; // all that is looked at

it('calls a webhook by its name, or says that it was deleted', () => {
  expect(webhookName([webhook], 'wh_1')).toBe('Ledger');
  expect(webhookName([webhook], 'wh_2')).toBe('a deleted webhook');
});

it('calls none deleted while they have not been read', () => {
  expect(isDeleted(undefined, 'wh_2')).toBe(false);
  expect(webhookName(undefined, 'wh_2')).toBe(shortId('wh_2'));
});

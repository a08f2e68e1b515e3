import { expect, it } from 'vitest';

import { altered } from './altered.ts';
import { valuesOf } from './verify-values.ts';

const request = {
  url: 'https://crm.acme.io/in',
  headers: {
    'webhook-id': 'evt_1',
    'webhook-timestamp': '1763735616',
    'webhook-signature': 'v1,abc',
    'X-Tidings-Attempt': '1',
  },
  body: '{"a":1}',
};
const as = valuesOf({ request, started_at: '2026-11-20T12:34:56.000Z' });

it.each([
  ['nothing, as it was sent', as, null],
  [
    'nothing, of headers that no scheme signs',
    { ...as, headers: as.headers.replace('Attempt: 1', 'Attempt: 2') },
    null,
  ],
  ['nothing, of one that is left out', { ...as, headers: 'webhook-signature: v1,abc' }, null],
  ['the body', { ...as, body: '{"a":2}' }, 'The body is not the one that was sent'],
  [
    'the time',
    { ...as, headers: as.headers.replace('1763735616', '1763730000') },
    'The webhook-timestamp is not the one that was sent',
  ],
  [
    'two of them',
    { body: '{}', headers: as.headers.replace('evt_1', 'evt_2') },
    'The body and the webhook-id are not the ones that were sent',
  ],
])('finds %s', (_, values, words) => {
  expect(altered(values, request)).toBe(words);
});

it('does not compare with a body that is no longer kept', () => {
  expect(altered({ ...as, body: '{"a":2}' }, { ...request, body: '' })).toBeNull();
});

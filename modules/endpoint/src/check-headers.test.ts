import { readConfig } from '@tidings/kernel';
import { expect, it } from 'vitest';
import { checkHeaders } from './check-headers.ts';

const config = readConfig({ BRAND: 'Acme' }, 'dev');

it.each([
  'X-Acme-Event',
  'x-acme-retry-num',
  'X-ACME-Signature',
  'X-Acme-Of~Mine',
  'x_acme_event',
  'X-Acme_Event',
])('refuses %s', (name) => {
  expect(() => checkHeaders(config, { 'X-Mine': '1', [name]: '1' })).toThrow(
    expect.objectContaining({
      code: 'invalid',
      issues: [
        {
          path: `/headers/${name.replace('~', '~0')}`,
          message: `The header "${name}" is set by the sender.`,
        },
      ],
    }),
  );
});

it.each(['X-Acme', 'X-Acmes-Event', 'X-Tidings-Event', 'x_acmes_event', 'Authorization'])(
  'lets %s through',
  (name) => {
    expect(() => checkHeaders(config, { [name]: '1' })).not.toThrow();
  },
);

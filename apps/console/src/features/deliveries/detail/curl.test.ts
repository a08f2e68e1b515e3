import { expect, it } from 'vitest';

import { toCurl } from './curl.ts';

it('builds a command that a shell cannot misread', () => {
  expect(
    toCurl({
      url: 'https://ledger.acme.io/in?a=1&ids[]={2}',
      headers: {
        'content-type': 'application/json',
        'Content-Length': '20',
        'x-note': "it's $HOME",
        'x-empty': '',
      },
      body: '{"name":"O\'Brien `id`"}',
    }),
  ).toBe(
    String.raw`curl --globoff -X POST 'https://ledger.acme.io/in?a=1&ids[]={2}' \
  -H 'content-type: application/json' \
  -H 'x-note: it'\''s $HOME' \
  -H 'x-empty;' \
  --data-raw '{"name":"O'\''Brien ` + '`id`"}\'',
  );
});

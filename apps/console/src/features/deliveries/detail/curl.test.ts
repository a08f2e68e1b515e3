import { expect, it } from 'vitest';

import { toCurl } from './curl.ts';

it('builds a command that a shell cannot misread', () => {
  expect(
    toCurl({
      url: 'https://ledger.acme.io/in?a=1&b=2',
      headers: { 'content-type': 'application/json', 'Content-Length': '20', 'x-note': "it's $HOME" },
      body: '{"name":"O\'Brien `id`"}',
    }),
  ).toBe(
    String.raw`curl -X POST 'https://ledger.acme.io/in?a=1&b=2' \
  -H 'content-type: application/json' \
  -H 'x-note: it'\''s $HOME' \
  --data-raw '{"name":"O'\''Brien ` + '`id`"}\'',
  );
});

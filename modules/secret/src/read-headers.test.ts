import { expect, test } from 'vitest';
import { readHeaders } from './read-headers.ts';

const READ = { 'webhook-id': 'evt_1', 'webhook-signature': 'v1,a= v1,b=' };

test.each([
  ['lines', 'Webhook-Id: evt_1\r\nwebhook-signature:v1,a= v1,b=\r\n'],
  ['curl', '-H \'webhook-id: evt_1\' \\\n  --header "Webhook-Signature: v1,a= v1,b=" \\'],
  ['what curl -v prints', '> POST /hooks HTTP/1.1\n> webhook-id: evt_1\n> webhook-signature: v1,a= v1,b=\n>'],
  ['JSON', '{\n  "webhook-id": "evt_1",\n  "webhook-signature": "v1,a= v1,b="\n}'],
])('headers are read from %s', (_, text) => {
  expect(readHeaders(text)).toEqual(READ);
});

test('what is no header is skipped', () => {
  expect(readHeaders('POST /hooks HTTP/1.1\n\nnothing\n: x\n')).toEqual({});
});

test.each([
  ['white space', `a:${' '.repeat(65_000)}\\ x`],
  ['white space after curl', `-H '${' '.repeat(65_000)}x\\`],
  ['other line breaks', `a:${' '.repeat(30_000)}x\u2028${' '.repeat(30_000)}y`],
  ['quotation marks', '"'.repeat(65_000)],
  ['short lines', 'a:\n'.repeat(21_000)],
])('64 Ki of %s are read at once', (_, text) => {
  const start = process.cpuUsage();
  readHeaders(text);
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(250);
});

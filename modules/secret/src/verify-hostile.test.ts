import { expect, test } from 'vitest';
import { newKeyPair } from './key-pair.ts';
import { newSigningSecret } from './signing-secret.ts';
import { isJson } from './body-variants.ts';
import { verify } from './verify.ts';

const NOW = new Date(1_800_000_000_000);
const secret = newSigningSecret();
const { publicKey } = newKeyPair();
const V1 = `v1,${'A'.repeat(43)}=`;
const V1A = `v1a,${'A'.repeat(86)}==`;

/** Headers that are as they should be, with signatures of nobody. */
const HEADERS: [string, string, Record<string, string>][] = [
  ['v1', secret, standard(V1)],
  ['700 v1', secret, standard(`${V1} `.repeat(700))],
  ['v1a', publicKey, standard(V1A)],
  ['700 v1a', publicKey, standard(`${V1A} `.repeat(700))],
  ['timestamped', secret, { 'x-tidings-signature': `t=1800000000${`,v1=${'0'.repeat(64)}`.repeat(100)}` }],
  ['body', secret, { 'x-tidings-signature': `sha256=${'0'.repeat(64)}` }],
];

function standard(signature: string): Record<string, string> {
  return { 'webhook-id': 'evt_1', 'webhook-timestamp': '1800000000', 'webhook-signature': signature };
}

const deep = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
const BODIES: [string, string][] = [
  ['many line breaks before its end', `${'\n'.repeat(40_000)}x`],
  ['many line breaks of both kinds', `${'\r\n'.repeat(200_000)}x`],
  ['50,000 lists that never end', '['.repeat(50_000)],
  ['50,000 lists', deep(50_000, '[', ']')],
  ['50,000 objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['lists 60 deep with many numbers', deep(60, '[', ']').replace('[]', `[${'0,'.repeat(30_000)}0]`)],
  ['8,000 keys', JSON.stringify(Object.fromEntries(Array.from({ length: 8_000 }, (_, n) => [`k${n}`, n])))],
  ['a string of escapes', JSON.stringify('"\\'.repeat(15_000))],
  ['16 Ki of text', 'x'.repeat(16 * 1024)],
  ['1 Mi of letters that are no ASCII', 'é'.repeat(1024 * 1024)],
  ['half a pair', '\uD800'.repeat(60_000)],
];

test.each(HEADERS)(
  'with %s, whatever the body is, it is told soon that the secret is wrong, or the body',
  (_, key, headers) => {
    for (const [name, body] of BODIES) {
      const start = process.cpuUsage();
      const { reason } = verify({ headers, body, secret: key, now: NOW });
      expect([name, reason]).toEqual([name, isJson(body) ? 'wrong_secret' : 'body_reserialised']);
      const { user, system } = process.cpuUsage(start);
      // 50 ms for reasons, beside the check itself and one variant of the body that was begun in time.
      expect([name, (user + system) / 1_000 < 250]).toEqual([name, true]);
    }
  },
);

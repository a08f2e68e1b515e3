import fc from 'fast-check';
import { HOSTILE } from './values.ts';

const V1 = `v1,${'A'.repeat(43)}=`;
const V1A = `v1a,${'A'.repeat(86)}==`;
const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const PUBLIC_KEY = `whpk_${Buffer.alloc(32, 1).toString('base64')}`;

const standard = (signature: string) => ({
  'webhook-id': 'evt_1',
  'webhook-timestamp': '1800000000',
  'webhook-signature': signature,
});

/** Headers in which nothing is wrong but whose signature it is, and a key that fits them. */
const SIGNED: { headers: Record<string, string> | string; secret: string }[] = [
  { headers: standard(V1), secret: SECRET },
  { headers: standard(`${V1} `.repeat(170)), secret: SECRET },
  { headers: standard(V1A), secret: PUBLIC_KEY },
  { headers: standard(`${V1A} `.repeat(90)), secret: PUBLIC_KEY },
  { headers: { 'x-tidings-signature': `t=1800000000,v1=${'0'.repeat(64)}` }, secret: SECRET },
  { headers: { 'x-tidings-signature': `sha256=${'0'.repeat(64)}` }, secret: SECRET },
  { headers: `a:${' '.repeat(60_000)}\\ x`, secret: SECRET },
  { headers: `a:${' '.repeat(30_000)}x\u2028${' '.repeat(30_000)}y`, secret: SECRET },
];

const PIECES = [
  '[',
  '{',
  '{"a":',
  '[{"a":',
  '"',
  '\\',
  '\r',
  '\n',
  '\r\n',
  '\ufeff',
  ' ',
  '\t',
  '\u2028',
  '\ud800',
  'é',
];

const repeated = fc
  .tuple(fc.constantFrom(...PIECES), fc.constantFrom(1, 63, 65, 5_000, 50_000))
  .map(([piece, count]) => piece.repeat(count));

/** Bodies that have to be taken apart to say why they do not fit: what stands at their ends, and JSON. */
const bodies = fc.oneof(
  repeated,
  fc.tuple(repeated, fc.constantFrom('x', '"', ']', '1')).map(([text, end]) => text + end),
  fc.constantFrom('['.repeat(50_000) + ']'.repeat(50_000), `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
  fc.constantFrom(...HOSTILE).map((value) => JSON.stringify(value)),
);

/** Requests to check a signature that get as far as looking for what was signed instead. */
export const signedRequests = fc
  .tuple(fc.constantFrom(...SIGNED), bodies)
  .map(([signed, body]) => ({ ...signed, body }));

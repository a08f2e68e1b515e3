import { timingSafeEqual } from 'node:crypto';
import { ed25519Verifier, isPublicKey } from './key-pair.ts';
import type { VerificationReason } from './schema.ts';
import { contentOf, hexHmacBy, hmacKey, type SignedMessage, v1Hmac, wholeHmacKey } from './sign.ts';

/** What of a request was signed, and how it can be checked. */
export type ReceivedSignature = {
  /** Without `id` where the scheme signs none. */
  message: SignedMessage;
  /** Whether the request tells a time; without one, `message.timestamp` is 0. */
  hasTime: boolean;
  /** Whether the time is part of what was signed. */
  signsTime: boolean;
  /** Whether hundreds of messages can be tried: an HMAC takes some microseconds, a public key much longer. */
  isQuick: boolean;
  signsId: boolean;
  matches: (message: SignedMessage) => boolean;
};
export type Fault = { reason: VerificationReason; detail: string };

type Headers = Record<string, string | undefined>;

const STANDARD = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
/** Base64 of the 32 bytes of an HMAC and of the 64 of Ed25519. */
const V1 = /^v1,[A-Za-z0-9+/]{43}=$/;
const V1A = /^v1a,[A-Za-z0-9+/]{86}==$/;
/** Five secrets sign at most. Of more signatures than this the first ones are looked at. */
const SIGNATURES_MAX = 10;

/** Reads the signature of a request with names of headers in lower case: Standard Webhooks', or that of another scheme. */
export function readSignature(headers: Headers, body: string, key: string): ReceivedSignature | Fault {
  const isStandard = STANDARD.some((name) => headers[name]);
  const [other] = Object.entries(headers).filter(([name, value]) => /^x-.+-signature$/.test(name) && value);
  if (!isStandard && other && !isPublicKey(key)) return readOther(headers, body, { name: other[0], key });
  const missing = STANDARD.filter((name) => !headers[name]);
  if (missing.length > 0)
    return { reason: 'missing_header', detail: `Missing header: ${missing.join(', ')}.` };
  const { 'webhook-id': id = '', 'webhook-timestamp': time = '', 'webhook-signature': value = '' } = headers;
  const timestamp = readTime('webhook-timestamp', time);
  if (typeof timestamp !== 'number') return timestamp;
  const isPublic = isPublicKey(key);
  const all = value.split(' ').filter((each) => (isPublic ? V1A : V1).test(each));
  if (all.length === 0) return malformedSignature(isPublic, value);
  const given = all.slice(0, SIGNATURES_MAX);
  return {
    message: { id, timestamp, body },
    hasTime: true,
    signsTime: true,
    signsId: true,
    isQuick: !isPublic,
    matches: isPublic ? byPublicKey(key, given) : bySecret(key, given),
  };
}

function byPublicKey(key: string, given: string[]): ReceivedSignature['matches'] {
  const isRight = ed25519Verifier(
    key,
    given.map((each) => each.slice('v1a,'.length)),
  );
  return (message) => isRight(contentOf(message));
}

function bySecret(secret: string, given: string[]): ReceivedSignature['matches'] {
  const key = hmacKey(secret);
  return (message) => isAmong(v1Hmac(contentOf(message), key), given);
}

function malformedSignature(isPublic: boolean, value: string): Fault {
  const version = isPublic ? 'v1a' : 'v1';
  const expected = isPublic
    ? 'It is there only if the webhook\'s signature_scheme is "ed25519".'
    : 'Expected "v1," and 44 characters of base64, once or several times, separated by spaces.';
  const isOther = !isPublic && value.split(' ').some((each) => V1A.test(each));
  return {
    reason: 'malformed_header',
    detail: `webhook-signature has no signature of version ${version}${isOther ? ', only v1a, which needs the public key whpk_…' : ''}. ${expected}`,
  };
}

/** The schemes `timestamped` and `body`. */
function readOther(
  headers: Headers,
  body: string,
  { name, key }: { name: string; key: string },
): ReceivedSignature | Fault {
  const value = headers[name] ?? '';
  const wholeKey = wholeHmacKey(key);
  if (/^sha256=[0-9a-f]{64}$/.test(value)) {
    const prefix = name.slice(0, -'signature'.length);
    const time = headers[`${prefix}timestamp`];
    const timestamp = !time ? undefined : readTime(`${prefix}timestamp`, time);
    if (typeof timestamp === 'object') return timestamp;
    return {
      message: { id: '', timestamp: timestamp ?? 0, body },
      hasTime: timestamp !== undefined,
      signsTime: false,
      signsId: false,
      isQuick: true,
      matches: (message) => isAmong(`sha256=${hexHmacBy(message.body, wholeKey)}`, [value]),
    };
  }
  const parts = value.split(',').map((each) => each.trim());
  const time = parts.find((each) => each.startsWith('t='))?.slice(2);
  const given = parts.filter((each) => /^v1=[0-9a-f]{64}$/.test(each)).slice(0, SIGNATURES_MAX);
  if (time === undefined || given.length === 0) {
    return { reason: 'malformed_header', detail: `${name} is neither "t=…,v1=…" nor "sha256=…".` };
  }
  const timestamp = readTime(`t in ${name}`, time);
  if (typeof timestamp !== 'number') return timestamp;
  return {
    message: { id: '', timestamp, body },
    hasTime: true,
    signsTime: true,
    signsId: false,
    isQuick: true,
    matches: (message) => isAmong(`v1=${hexHmacBy(`${message.timestamp}.${message.body}`, wholeKey)}`, given),
  };
}

function readTime(name: string, text: string): number | Fault {
  if (/^\d{13}$/.test(text))
    return { reason: 'malformed_header', detail: `${name} is in milliseconds; it has to be seconds.` };
  if (/^\d{1,12}$/.test(text)) return Number(text);
  return { reason: 'malformed_header', detail: `${name} is not a number of seconds.` };
}

/** Compares in constant time. */
function isAmong(expected: string, given: string[]): boolean {
  const one = Buffer.from(expected);
  return given.some((each) => {
    const other = Buffer.from(each);
    return one.length === other.length && timingSafeEqual(one, other);
  });
}

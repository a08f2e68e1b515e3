import { bodyVariants, isJson, parseBody } from './body-variants.ts';
import { processorBudget } from './budget.ts';
import { isPublicKey } from './key-pair.ts';
import { readSignature, type ReceivedSignature } from './received-signature.ts';
import type { Verdict } from './schema.ts';

/** Receivers refuse a timestamp further away than this; Standard Webhooks recommends five minutes. */
const TOLERANCE_SECONDS = 300;
/** So far around the given time the true one is looked for, in bodies up to this length: 600 signatures of it. */
const NEAR_SECONDS = 300;
const NEAR_LENGTH_MAX = 16 * 1024;
/** Processor time for saying why a signature is wrong: anybody may ask, with any body, and all others wait. */
const EXPLAIN_MS = 50;

export type Received = {
  /** Header names in any case. */
  headers: Record<string, string | undefined>;
  /** The body exactly as it arrived. */
  body: string;
  /** The webhook's secret `whsec_…`, or its public key `whpk_…`. */
  secret: string;
  /** When it was received. */
  now: Date;
};

const WRONG_SECRET = 'Signature verification failed. Check your secret key.';
const WRONG_PUBLIC_KEY = 'Signature verification failed. Check your public key.';

/**
 * Checks a delivery as a receiver would, and says exactly what is wrong with it: Standard Webhooks
 * (https://www.standardwebhooks.com), `v1` with a secret and `v1a` with a public key, or, where those headers are
 * missing, what the schemes `timestamped` and `body` send. Needs no network and no database, and keeps nothing.
 */
export function verify({ headers, body, secret, now }: Received): Verdict {
  const key = readKey(secret);
  if (key === undefined) return failed('malformed_secret', malformedSecret(secret));
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value?.trim()]),
  );
  const signature = readSignature(named, body, key);
  if ('reason' in signature) return failed(signature.reason, signature.detail);
  if (!signature.matches(signature.message)) return explain(signature);
  if (!signature.hasTime) return right('The signature is right. The request tells no time.');
  const ageSeconds = Math.round(now.getTime() / 1000 - signature.message.timestamp);
  if (ageSeconds > TOLERANCE_SECONDS)
    return failed('old_timestamp', `The signature is right, but its timestamp is ${ageSeconds} seconds old.`);
  if (ageSeconds < -TOLERANCE_SECONDS)
    return failed(
      'future_timestamp',
      `The signature is right, but its timestamp is ${-ageSeconds} seconds in the future.`,
    );
  return right(
    signature.signsTime
      ? 'The signature is right and recent.'
      : 'The signature is right. The time is recent, but not signed: anybody can send this again with another one.',
  );
}

function right(detail: string): Verdict {
  return { verified: true, reason: 'verified', detail };
}

function failed(reason: Verdict['reason'], detail: string): Verdict {
  return { verified: false, reason, detail };
}

/** The secret as `whsec_…` or the public key; libraries take a secret without its prefix, too. */
function readKey(secret: string): string | undefined {
  if (isPublicKey(secret)) return secret;
  const base64 = secret.replace(/^whsec_/, '');
  return /^(?:[A-Za-z0-9+/]{4}){5,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)
    ? `whsec_${base64}`
    : undefined;
}

function malformedSecret(secret: string): string {
  const bare = secret
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  if (bare !== secret && readKey(bare) !== undefined)
    return 'The secret has white space or quotation marks around it.';
  if (secret.includes('…')) return 'This is the hint of a secret, not the secret.';
  return 'This is no signing secret. One is "whsec_" and base64, a public key "whpk_" and base64.';
}

/**
 * Why a signature that looks right does not fit: the same one is tried on what may have been signed, for as long as
 * there is time. What was not found by then counts as a wrong secret: an altered body, id or time looks the same.
 */
function explain(signature: ReceivedSignature): Verdict {
  const { matches, message } = signature;
  const hasTimeLeft = processorBudget(EXPLAIN_MS);
  for (const { body, change } of bodyVariants(message.body)) {
    if (!hasTimeLeft()) break;
    if (matches({ ...message, body }))
      return failed(
        'body_reserialised',
        `The body is not the one that was signed: ${change}. Verify the bytes that arrived.`,
      );
  }
  const id = signature.signsId ? envelopeId(message.body) : undefined;
  if (id !== undefined && id !== message.id && matches({ ...message, id }))
    return failed(
      'other_id',
      'The signature is that of another webhook-id: the id of the body was signed, the header has another.',
    );
  const timestamp = signedTime(signature, hasTimeLeft);
  if (timestamp !== undefined)
    return failed(
      'other_timestamp',
      `The signature is that of another timestamp: ${timestamp} was signed, the header has ${message.timestamp}.`,
    );
  if (message.body === '')
    return failed(
      'missing_body',
      'The body is empty, and that of a delivery never is. Something has read it before.',
    );
  if (!isJson(message.body))
    return failed(
      'body_reserialised',
      'The body is no JSON, as that of a delivery always is: it was cut off, or written in another way. Verify the bytes that arrived.',
    );
  return failed('wrong_secret', signature.isQuick ? WRONG_SECRET : WRONG_PUBLIC_KEY);
}

function envelopeId(body: string): string | undefined {
  const parsed = parseBody(body);
  if (typeof parsed === 'object' && parsed !== null && 'id' in parsed && typeof parsed.id === 'string')
    return parsed.id;
  return undefined;
}

function signedTime(signature: ReceivedSignature, hasTimeLeft: () => boolean): number | undefined {
  const { isQuick, matches, message, signsTime } = signature;
  if (!signsTime || !isQuick || message.body.length > NEAR_LENGTH_MAX) return undefined;
  for (let off = 1; off <= NEAR_SECONDS && hasTimeLeft(); off += 1) {
    for (const timestamp of [message.timestamp - off, message.timestamp + off]) {
      if (matches({ ...message, timestamp })) return timestamp;
    }
  }
  return undefined;
}

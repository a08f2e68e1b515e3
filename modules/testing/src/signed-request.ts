import { signatureHeaders } from '@tidings/secret/signing';
import type { AnyEvent } from './fixtures.ts';

/** As `signature_scheme` of a webhook. */
export type SignatureScheme = 'standard' | 'timestamped' | 'body' | 'ed25519';

/** A request as Tidings makes it. `fetch(url, request)` sends it. */
export type SignedRequest<Event extends AnyEvent = AnyEvent> = {
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that are signed, as UTF-8. */
  readonly body: string;
  /** What the body says. */
  readonly event: Event;
};

/** What signs: a secret `whsec_…`, and the private half of a key pair, `whsk_…`. */
export type Keys = { readonly secret: string; readonly privateKey: string };

export type Signing = {
  scheme: SignatureScheme;
  /** All of them sign, newest first, as during the overlap after a roll. */
  keys: readonly Keys[];
  /** When it is signed, in seconds since 1970. */
  timestamp: number;
  attempt: number;
  /** Stands in the names of headers. */
  brand: string;
};

/** Signs an event as one attempt of a delivery, by what signs deliveries. */
export function signedRequest<Event extends AnyEvent>(event: Event, signing: Signing): SignedRequest<Event> {
  const { attempt, brand, keys, scheme, timestamp } = signing;
  const prefix = prefixOf(brand);
  const body = JSON.stringify(event);
  const live = (key: string) => ({ key, expiresAtMs: null });
  const signed = signatureHeaders(
    { id: event.id, timestamp, body },
    {
      scheme,
      keys: {
        secrets: keys.map(({ secret }) => live(secret)),
        pairs: keys.map(({ privateKey }) => live(privateKey)),
      },
    },
    prefix,
  );
  const headers = {
    'content-type': 'application/json',
    'user-agent': `${brand}-Webhooks/1.0`,
    'webhook-id': event.id,
    'webhook-timestamp': String(timestamp),
    ...signed,
    [`${prefix}-event`]: event.type,
    [`${prefix}-delivery-id`]: event.id.replace(/^evt_/, 'del_'),
    [`${prefix}-attempt`]: String(attempt),
    ...(attempt > 1 && {
      [`${prefix}-retry-num`]: String(attempt - 1),
      [`${prefix}-retry-reason`]: 'timeout',
    }),
  };
  return { method: 'POST', headers, body, event };
}

/** In any header of a signature: the prefix that says how it was made, and the signature itself. */
const SIGNATURE = /(v1a?,|v1=|sha256=)([^\s,]+)/g;

/** A request whose signatures are there, written otherwise: `$1` stands for the prefix of each and `$2` for the rest. */
export function withSignatures<Event extends AnyEvent>(
  request: SignedRequest<Event>,
  brand: string,
  written: string,
): SignedRequest<Event> {
  const headers = { ...request.headers };
  for (const name of ['webhook-signature', `${prefixOf(brand)}-signature`])
    if (headers[name] !== undefined) headers[name] = headers[name].replaceAll(SIGNATURE, written);
  return { ...request, headers };
}

/** A request without whatever says who sent it. */
export function withoutSignature<Event extends AnyEvent>(
  request: SignedRequest<Event>,
  brand: string,
): SignedRequest<Event> {
  const prefix = prefixOf(brand);
  const isOfSignature = (name: string) =>
    name.startsWith('webhook-') || [`${prefix}-signature`, `${prefix}-timestamp`].includes(name);
  const headers = Object.entries(request.headers).filter(([name]) => !isOfSignature(name));
  return { ...request, headers: Object.fromEntries(headers) };
}

const prefixOf = (brand: string) => `x-${brand.toLowerCase()}`;

import type { AnyEvent, Fixtures, RequestOptions, TypeOf, VersionOf } from './fixtures.ts';
import type { ReceiverCase } from './prove-receiver.ts';
import type { SignatureScheme, SignedRequest } from './signed-request.ts';

export type KitOptions = {
  /** What the receiver verifies with; a new one if left out. */
  secret?: string;
  /** The webhook's `signature_scheme`; `standard` if left out. Requests have the headers of Standard Webhooks under each. */
  scheme?: SignatureScheme;
  /** Milliseconds since 1970, for receivers whose clock is a test's. */
  now?: () => number;
  /** As the operator set `BRAND`; `Tidings` if left out. */
  brand?: string;
};

/** What `GET /webhooks/{id}/jwks.json` answers. */
export type Jwks = {
  readonly keys: {
    readonly kty: 'OKP';
    readonly crv: 'Ed25519';
    readonly x: string;
    readonly kid: string;
    readonly use: 'sig';
    readonly alg: 'EdDSA';
  }[];
};

/** Makes a request about an event of this type. */
export type Make<Given extends Fixtures> = <
  Type extends TypeOf<Given>,
  Version extends VersionOf<Given, Type>,
>(
  type: Type,
  options?: RequestOptions<Version, Given[Type][Version]>,
) => SignedRequest<Given[Type][Version]>;

/** An event and its retry. */
type Twice<Event extends AnyEvent> = [first: SignedRequest<Event>, again: SignedRequest<Event>];

export type TestKit<Given extends Fixtures> = {
  /** Set the receiver up with it. */
  readonly secret: string;
  /** `whpk_…`, what a receiver verifies with under the scheme `ed25519`. */
  readonly publicKey: string;
  /** The same as a JSON Web Key Set. */
  readonly jwks: Jwks;
  /** A good request. */
  request: Make<Given>;
  /** Good: signed with another secret as well, as for a day after somebody rolled it. */
  rolling: Make<Given>;
  /** Good, twice: the second is a retry with the same body and `webhook-id`. A receiver handles it once and answers 2xx to both. */
  duplicate: <Type extends TypeOf<Given>, Version extends VersionOf<Given, Type>>(
    type: Type,
    options?: RequestOptions<Version, Given[Type][Version]>,
  ) => Twice<Given[Type][Version]>;
  /** Good, but what happened last arrives first. Name the types in the order in which things happened, a second apart. */
  outOfOrder: <Type extends TypeOf<Given>>(
    ...types: Type[]
  ) => SignedRequest<Given[Type][VersionOf<Given, Type>]>[];
  /** Bad: rightly signed, ten minutes ago, as by somebody who recorded it. */
  expired: Make<Given>;
  /** Bad: rightly signed, by a clock that is ten minutes ahead. */
  early: Make<Given>;
  /** Bad: signed with a secret, and under `ed25519` a key pair, that is not the receiver's. */
  wrongSecret: Make<Given>;
  /** Bad: the body says something else than what was signed. */
  tampered: Make<Given>;
  /** Bad: the body says the same in other bytes. It passes where JSON is parsed before it is verified. */
  reserialised: Make<Given>;
  /** Bad: another `webhook-id` than was signed, to pass for a new event. */
  renamed: Make<Given>;
  /** Bad: `v1,not-base64!`, and the like under each scheme. Some receivers break on a signature that is not as long as the right one. */
  malformed: Make<Given>;
  /** Bad: the signature without the version before it, which says how to check it. */
  unversioned: Make<Given>;
  /** Bad: no headers of a signature at all. */
  unsigned: Make<Given>;
  /** All that can be judged by the status of the answer under the scheme of the kit, for `test.each` or `proveReceiver`. */
  cases: (type: TypeOf<Given>) => ReceiverCase[];
};

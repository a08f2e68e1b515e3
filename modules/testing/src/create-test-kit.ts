import {
  type AnyEvent,
  eventOf,
  type Fixtures,
  type RequestOptions,
  type TypeOf,
  type VersionOf,
} from './fixtures.ts';
import type { ReceiverCase } from './prove-receiver.ts';
import { newSecret, type SignedRequest, signedRequest } from './signed-request.ts';

export type KitOptions = {
  /** What the receiver verifies with; a new one if left out. */
  secret?: string;
  /** Milliseconds since 1970, for receivers whose clock is a test's. */
  now?: () => number;
  /** As the operator set `BRAND`; `Tidings` if left out. */
  brand?: string;
};

/** Makes a request about an event of this type. */
type Make<Given extends Fixtures> = <Type extends TypeOf<Given>, Version extends VersionOf<Given, Type>>(
  type: Type,
  options?: RequestOptions<Version, Given[Type][Version]>,
) => SignedRequest<Given[Type][Version]>;

export type TestKit<Given extends Fixtures> = {
  /** Set the receiver up with it. */
  readonly secret: string;
  /** A good request. */
  request: Make<Given>;
  /** Good: signed with another secret as well, as for a day after somebody rolled it. */
  rolling: Make<Given>;
  /** Good, twice: the second is a retry with the same body and `webhook-id`. A receiver handles it once and answers 2xx to both. */
  duplicate: <Type extends TypeOf<Given>, Version extends VersionOf<Given, Type>>(
    type: Type,
    options?: RequestOptions<Version, Given[Type][Version]>,
  ) => [first: SignedRequest<Given[Type][Version]>, again: SignedRequest<Given[Type][Version]>];
  /** Good, but what happened last arrives first. Name the types in the order in which things happened, a second apart. */
  outOfOrder: <Type extends TypeOf<Given>>(
    ...types: Type[]
  ) => SignedRequest<Given[Type][VersionOf<Given, Type>]>[];
  /** Bad: rightly signed, ten minutes ago, as by somebody who recorded it. */
  expired: Make<Given>;
  /** Bad: rightly signed, by a clock that is ten minutes ahead. */
  early: Make<Given>;
  /** Bad: signed with a secret that is not the receiver's. */
  wrongSecret: Make<Given>;
  /** Bad: the body says something else than what was signed. */
  tampered: Make<Given>;
  /** Bad: the body says the same in other bytes. It passes where JSON is parsed before it is verified. */
  reserialised: Make<Given>;
  /** Bad: another `webhook-id` than was signed, to pass for a new event. */
  renamed: Make<Given>;
  /** Bad: no headers of a signature at all. */
  unsigned: Make<Given>;
  /** All that can be judged by the status of the answer, for `test.each` or `proveReceiver`. */
  cases: (type: TypeOf<Given>) => ReceiverCase[];
};

/** Receivers accept what is at most five minutes old. */
const FAR_SECONDS = 10 * 60;
/** A retry comes a while after the first attempt, which is still fresh. */
const BEFORE_RETRY_SECONDS = 60;

/**
 * Makes requests as Tidings sends them, and such as a receiver must refuse, for events of any catalog. It needs no server: `fixtures` are
 * those of the file that `tidings types generate` writes.
 */
export function createTestKit<Given extends Fixtures>(
  fixtures: Given,
  { secret = newSecret(), now = Date.now, brand = 'Tidings' }: KitOptions = {},
): TestKit<Given> {
  const sign = <Event extends AnyEvent>(
    event: Event,
    {
      secrets = [secret],
      offset = 0,
      attempt = 1,
    }: { secrets?: string[]; offset?: number; attempt?: number },
  ): SignedRequest<Event> =>
    signedRequest(event, {
      secrets,
      attempt,
      timestamp: Math.floor(now() / 1000) + offset,
      brand,
    });
  const make =
    (how: { secrets?: () => string[]; offset?: number } = {}): Make<Given> =>
    (type, options = {}) =>
      sign(eventOf(fixtures, type, options), {
        ...(how.secrets && { secrets: how.secrets() }),
        ...(how.offset !== undefined && { offset: how.offset }),
        ...(options.attempt !== undefined && { attempt: options.attempt }),
      });
  const changed =
    (change: (request: SignedRequest) => Partial<Pick<SignedRequest, 'headers' | 'body'>>): Make<Given> =>
    (type, options) => {
      const request = kit.request(type, options);
      return { ...request, ...change(request) };
    };

  const kit: TestKit<Given> = {
    secret,
    request: make(),
    rolling: make({ secrets: () => [newSecret(), secret] }),
    duplicate: (type, options = {}) => {
      const event = eventOf(fixtures, type, options);
      return [sign(event, { offset: -BEFORE_RETRY_SECONDS }), sign(event, { attempt: 2 })];
    },
    outOfOrder: (...types) => {
      const last = now();
      const requests = types.map((type, index) => {
        const at = new Date(last - (types.length - 1 - index) * 1000);
        return sign({ ...eventOf(fixtures, type, {}), created_at: at.toISOString() }, {});
      });
      return requests.toReversed();
    },
    expired: make({ offset: -FAR_SECONDS }),
    early: make({ offset: FAR_SECONDS }),
    wrongSecret: make({ secrets: () => [newSecret()] }),
    tampered: changed(({ event }) => ({ body: JSON.stringify({ ...event, data: { tampered: true } }) })),
    reserialised: changed(({ event }) => ({ body: JSON.stringify(event, null, 2) })),
    renamed: changed(({ headers, event }) => ({ headers: { ...headers, 'webhook-id': `${event.id}x` } })),
    unsigned: changed(({ headers }) => ({
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('webhook-'))),
    })),
    cases: (type) => {
      const [first, again] = kit.duplicate(type);
      return [
        { name: 'a good request', accepted: true, request: kit.request(type) },
        { name: 'one signed with two secrets', accepted: true, request: kit.rolling(type) },
        { name: 'an event that will come twice', accepted: true, request: first },
        { name: 'the same event again', accepted: true, request: again },
        { name: 'an expired request', accepted: false, request: kit.expired(type) },
        { name: 'one from the future', accepted: false, request: kit.early(type) },
        { name: 'one signed with another secret', accepted: false, request: kit.wrongSecret(type) },
        { name: 'one that was tampered with', accepted: false, request: kit.tampered(type) },
        { name: 'one that was written anew', accepted: false, request: kit.reserialised(type) },
        { name: 'one under another id', accepted: false, request: kit.renamed(type) },
        { name: 'one without a signature', accepted: false, request: kit.unsigned(type) },
      ];
    },
  };
  return kit;
}

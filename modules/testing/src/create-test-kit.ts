import { jwkOf, newKeyPair, newSigningSecret } from '@tidings/secret/signing';
import { type AnyEvent, eventOf, type Fixtures } from './fixtures.ts';
import { listCases } from './list-cases.ts';
import {
  type Keys,
  type SignatureScheme,
  type SignedRequest,
  signedRequest,
  withoutSignature,
  withSignatures,
} from './signed-request.ts';
import type { KitOptions, Make, TestKit } from './test-kit.ts';

/** Receivers accept what is at most five minutes old. */
const FAR_SECONDS = 10 * 60;
/** A retry comes a while after the first attempt, which is still fresh. */
const BEFORE_RETRY_SECONDS = 60;

const newKeys = (): Keys => ({ secret: newSigningSecret(), privateKey: newKeyPair().privateKey });

const SCHEMES: readonly string[] = ['standard', 'timestamped', 'body', 'ed25519'] satisfies SignatureScheme[];

/**
 * Makes requests as Tidings sends them, and such as a receiver must refuse, for events of any catalog. It needs no server: `fixtures` are
 * those of the file that `tidings types generate` writes.
 * @throws {RangeError} for a secret or a scheme that is none: requests signed with it would be refused for no reason that shows.
 */
export function createTestKit<Given extends Fixtures>(
  fixtures: Given,
  { secret = newSigningSecret(), scheme = 'standard', now = Date.now, brand = 'Tidings' }: KitOptions = {},
): TestKit<Given> {
  if (!/^whsec_[A-Za-z0-9+/]{20,}={0,2}$/.test(secret))
    throw new RangeError(
      'This is no signing secret: expected "whsec_" and base64. Is the variable that has it set?',
    );
  if (!SCHEMES.includes(scheme))
    throw new RangeError(`There is no scheme "${scheme}": ${SCHEMES.join(', ')}.`);
  const { privateKey, publicKey } = newKeyPair();
  const own: Keys = { secret, privateKey };
  const sign = <Event extends AnyEvent>(
    event: Event,
    { keys = [own], offset = 0, attempt = 1 }: { keys?: Keys[]; offset?: number; attempt?: number },
  ): SignedRequest<Event> =>
    signedRequest(event, {
      scheme,
      keys,
      attempt,
      timestamp: Math.floor(now() / 1000) + offset,
      brand,
    });
  const make =
    (how: { keys?: () => Keys[]; offset?: number } = {}): Make<Given> =>
    (type, options = {}) =>
      sign(eventOf(fixtures, type, options), {
        ...(how.keys && { keys: how.keys() }),
        ...(how.offset !== undefined && { offset: how.offset }),
        ...(options.attempt !== undefined && { attempt: options.attempt }),
      });
  const request = make();
  const changed =
    (change: (request: SignedRequest) => Partial<Pick<SignedRequest, 'headers' | 'body'>>): Make<Given> =>
    (type, options) => {
      const good = request(type, options);
      return { ...good, ...change(good) };
    };

  const kit: Omit<TestKit<Given>, 'cases'> = {
    secret,
    publicKey,
    jwks: { keys: [jwkOf(publicKey)] },
    request,
    rolling: make({ keys: () => [newKeys(), own] }),
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
    wrongSecret: make({ keys: () => [newKeys()] }),
    tampered: changed(({ event }) => ({ body: JSON.stringify({ ...event, data: { tampered: true } }) })),
    reserialised: changed(({ event }) => ({ body: JSON.stringify(event, null, 2) })),
    renamed: changed(({ headers, event }) => ({ headers: { ...headers, 'webhook-id': `${event.id}x` } })),
    malformed: changed((good) => ({ headers: withSignatures(good, brand, '$1not-base64!').headers })),
    unversioned: changed((good) => ({ headers: withSignatures(good, brand, '$2').headers })),
    unsigned: changed((good) => ({ headers: withoutSignature(good, brand).headers })),
  };
  return { ...kit, cases: (type) => listCases(kit, scheme, type) };
}

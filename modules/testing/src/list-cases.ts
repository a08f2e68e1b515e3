import type { Fixtures, TypeOf } from './fixtures.ts';
import type { ReceiverCase } from './prove-receiver.ts';
import type { SignatureScheme } from './signed-request.ts';
import type { TestKit } from './test-kit.ts';

type Judged = { past: boolean; future: boolean; id: boolean; version: boolean };

/** What a receiver of each scheme can be expected to refuse besides a wrong signature: what is signed, and looked at by libraries. */
const JUDGED: Record<SignatureScheme, Judged> = {
  standard: { past: true, future: true, id: true, version: true },
  ed25519: { past: true, future: true, id: true, version: true },
  // Stripe's libraries take a time that is ahead.
  timestamped: { past: true, future: false, id: false, version: true },
  // `sha256=` tells no version: to take it away unseen is not wrong.
  body: { past: false, future: false, id: false, version: false },
};

/** Each request that a receiver is proven with, and what is to become of it. */
export function listCases<Given extends Fixtures>(
  kit: Omit<TestKit<Given>, 'cases'>,
  scheme: SignatureScheme,
  type: TypeOf<Given>,
): ReceiverCase[] {
  const { past, future, id, version } = JUDGED[scheme];
  const [first, again] = kit.duplicate(type);
  const bad = (name: string, make: typeof kit.request) => [{ name, accepted: false, request: make(type) }];
  return [
    { name: 'a good request', accepted: true, request: kit.request(type) },
    { name: 'one signed with two secrets', accepted: true, request: kit.rolling(type) },
    { name: 'an event that will come twice', accepted: true, request: first },
    { name: 'the same event again', accepted: true, request: again },
    ...(past ? bad('an expired request', kit.expired) : []),
    ...(future ? bad('one from the future', kit.early) : []),
    ...bad('one signed with another secret', kit.wrongSecret),
    ...bad('one that was tampered with', kit.tampered),
    ...bad('one that was written anew', kit.reserialised),
    ...(id ? bad('one under another id', kit.renamed) : []),
    ...bad('one with a malformed signature', kit.malformed),
    ...(version ? bad('one whose signature has no version', kit.unversioned) : []),
    ...bad('one without a signature', kit.unsigned),
  ];
}

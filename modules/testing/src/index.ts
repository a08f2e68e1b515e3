export { createTestKit } from './create-test-kit.ts';
export type { AnyEvent, Fixtures, RequestOptions } from './fixtures.ts';
export { proveReceiver, ReceiverError, type ReceiverCase, type Send } from './prove-receiver.ts';
export type { SignatureScheme, SignedRequest } from './signed-request.ts';
export type { Jwks, KitOptions, TestKit } from './test-kit.ts';

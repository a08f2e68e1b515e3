export { createTestKit, type KitOptions, type TestKit } from './create-test-kit.ts';
export type { AnyEvent, Fixtures, RequestOptions } from './fixtures.ts';
export { proveReceiver, ReceiverError, type ReceiverCase, type Send } from './prove-receiver.ts';
export type { SignedRequest } from './signed-request.ts';

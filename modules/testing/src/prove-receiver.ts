import type { SignedRequest } from './signed-request.ts';

/** A request, and whether a receiver that is right answers 2xx to it. */
export type ReceiverCase = {
  readonly name: string;
  readonly accepted: boolean;
  readonly request: SignedRequest;
};

/** Brings a request to the receiver. What `fetch` resolves with will do. */
export type Send = (request: SignedRequest) => Promise<{ readonly status: number }>;

/** A receiver accepts what it must refuse, or refuses what it must accept. */
export class ReceiverError extends Error {
  override name = 'ReceiverError';
}

/**
 * Sends each case, one after the other, and looks at the status of the answer: 2xx for what is good, 4xx for what is not: with 5xx
 * the receiver broke rather than judged.
 * @throws {ReceiverError} that names every case that was answered otherwise.
 * @throws {TypeError} where `send` gives no answer.
 */
export async function proveReceiver(cases: readonly ReceiverCase[], send: Send): Promise<void> {
  const faults: string[] = [];
  for (const { name, accepted, request } of cases) {
    const { status } = (await send(request)) ?? {}; // JavaScript forgets to return it now and then
    if (typeof status !== 'number')
      throw new TypeError('`send` has to return the answer, which has a `status`.');
    const wanted = accepted ? 2 : 4;
    if (Math.floor(status / 100) !== wanted) faults.push(`${name} was answered ${status}, not ${wanted}xx`);
  }
  if (faults.length > 0) throw new ReceiverError(`The receiver is not right: ${faults.join('; ')}.`);
}

import { type Context, invalid } from '@tidings/kernel';
import { endpointChallenged } from './hooks.ts';

/**
 * Has an endpoint prove that whoever runs it wants events: it has to answer with what it is sent. It waits for the
 * endpoint, so no transaction may be open.
 * @throws {DomainError} `invalid` at `/verify`, saying what came instead and what to do; `rate_limited`.
 */
export async function challengeEndpoint(
  ctx: Context,
  { url, headers, timeoutSeconds }: { url: string; headers: Record<string, string>; timeoutSeconds: number },
): Promise<void> {
  const faults = await endpointChallenged.announce(ctx, { url, headers, timeoutMs: timeoutSeconds * 1000 });
  // Unasked is not proved.
  if (faults.length === 0) throw new Error('Nothing is connected that could challenge an endpoint.');
  const fault = faults.find((each) => each !== null);
  if (fault) throw invalid('/verify', `The endpoint did not prove itself, so nothing was created. ${fault}`);
}

import type { Config } from '@tidings/kernel';
import { keyRingOf } from './key-ring.ts';

/**
 * What requests to a listener are signed with: the same for the same one each time, in every process, and kept
 * nowhere. Another master key in first place changes it.
 * @param listener who listens, by an id that nobody else has.
 */
export function listenerSecret(config: Config, listener: { accountId: string; id: string }): string {
  const bytes = keyRingOf(config).derive(`listener ${listener.accountId} ${listener.id}`);
  return `whsec_${bytes.toString('base64')}`;
}

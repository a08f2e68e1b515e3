import type { Webhook } from '@tidings/endpoint/schema';

import { counted } from '../../../format/number.ts';
import { momentWords } from '../../../format/time.ts';

export const OVERLAP_PRESETS = [
  { hours: 0, label: 'None' },
  { hours: 1, label: '1 hour' },
  { hours: 24, label: '1 day' },
  { hours: 72, label: '3 days' },
  { hours: 168, label: '7 days' },
] as const;

const HOUR_MS = 3_600_000;
/** Secrets that sign at once, at most. */
const LIVE_MAX = 5;

type Rolled = Pick<Webhook, 'secrets' | 'signature_scheme' | 'retry'>;

/** What rolling with an overlap of `hours` does, when it is done at `nowMs`. */
export function rollMeaning(webhook: Rolled, hours: number, nowMs: number): string[] {
  const { secrets, signature_scheme: scheme } = webhook;
  const several = secrets.length > 1;
  const earlier = several ? 'all earlier secrets stop signing' : 'the present secret stops signing';
  const pair =
    scheme === 'ed25519' ? ['The key pair is replaced with the secret, and overlaps as it does.'] : [];
  if (hours === 0) {
    return [
      `For a secret that leaked: ${earlier} at once.`,
      `Your endpoint refuses deliveries until it has the new one; ${refusedWords(webhook.retry)}.`,
      ...(scheme === 'ed25519' ? ['The key pair is replaced with the secret.'] : []),
    ];
  }
  const until = momentWords(new Date(nowMs + hours * HOUR_MS).toISOString());
  return [
    `The present secret goes on signing beside the new one for ${counted(hours, 'hour')}, until ${until}. A receiver with either accepts.`,
    ...(several ? ['Older secrets go on until the end that each has.'] : []),
    ...(secrets.length >= LIVE_MAX ? ['Five sign at most, so the oldest ends at once.'] : []),
    ...(scheme === 'body'
      ? [
          'The header of the scheme “body” is signed by the oldest secret that there is: let your receiver take both.',
        ]
      : []),
    ...pair,
  ];
}

function refusedWords({ enabled, max_retries: most }: Webhook['retry']): string {
  return enabled && most > 0
    ? 'they are tried again on the retry schedule'
    : 'retries are off here, so each fails at once and waits for you to retry it';
}

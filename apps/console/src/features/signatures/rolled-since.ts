import type { Webhook } from '@tidings/endpoint/schema';
import { readHeaders } from '@tidings/secret/schema';

/** The webhook whose signature is looked at. */
export type Signer = Pick<Webhook, 'id' | 'secret_hint' | 'secrets' | 'created_at'>;

/**
 * When the webhook got its present secret, if that was after a request was sent, which is signed with those of then.
 * @param sentAt where it is known; otherwise the headers say it, to the second.
 */
export function rolledSince(
  signer: Signer | undefined,
  { sentAt, headers }: { sentAt: string | undefined; headers: string },
): string | undefined {
  const [present] = signer?.secrets ?? [];
  const sent = sentAt === undefined ? secondOf(headers) : toSecond(sentAt);
  if (!signer || !present || sent === undefined) return undefined;
  // What is older than the webhook is not of it.
  const isBefore = toSecond(signer.created_at) <= sent && sent < toSecond(present.created_at);
  return isBefore ? present.created_at : undefined;
}

const toSecond = (iso: string): number => Math.floor(Date.parse(iso) / 1_000);

function secondOf(headers: string): number | undefined {
  const said = readHeaders(headers)['webhook-timestamp'];
  return said !== undefined && /^\d{9,11}$/.test(said) ? Number(said) : undefined;
}

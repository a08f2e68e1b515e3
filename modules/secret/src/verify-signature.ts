import type { Context } from '@tidings/kernel';
import { readHeaders } from './read-headers.ts';
import type { Verdict, VerifySignatureInput } from './schema.ts';
import { verify } from './verify.ts';

/** Checks a delivery that somebody pasted. The secret is used for this answer and forgotten. */
export function verifySignature(ctx: Pick<Context, 'clock'>, input: VerifySignatureInput): Verdict {
  const { headers, body, secret, received_at: receivedAt } = input;
  return verify({
    headers: typeof headers === 'string' ? readHeaders(headers) : headers,
    body,
    secret,
    now: receivedAt === undefined ? ctx.clock.now() : new Date(receivedAt),
  });
}

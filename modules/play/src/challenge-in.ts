import { z } from 'zod';

// Letters that mean nothing anywhere: what is sent back is what a stranger may have sent.
const challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().regex(/^[\w-]{1,200}$/),
});

/** What a request asks to be answered with, if it is one that asks an endpoint to prove itself. */
export function challengeIn(body: string): string | null {
  try {
    return challenge.safeParse(JSON.parse(body)).data?.challenge ?? null;
  } catch {
    return null; // not JSON
  }
}

import { z } from 'zod';

// A value that the router took for a number is text here.
const id = z.coerce.string().max(64).optional().catch(undefined);

/** What the verifier is filled in with, as it stands in the URL: never what is typed into it. */
export const verifySearch = z.object({
  /** The webhook whose secret is asked for. */
  webhook: id,
  delivery: id,
  attempt: id,
});
export type VerifySearch = z.output<typeof verifySearch>;

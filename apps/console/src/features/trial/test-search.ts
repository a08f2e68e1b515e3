import { z } from 'zod';

// A value that the router took for a number is text here.
const words = (most: number) => z.coerce.string().max(most).optional().catch(undefined);

/** What a test sends, as it stands in the URL: a sample of a type, or a past event; `from` is what is shown to choose. */
export const testSearch = z.object({
  from: z.enum(['event']).optional().catch(undefined),
  type: words(100),
  event: words(64),
  /** What past events are searched by. */
  q: words(320),
});
export type TestSearch = z.output<typeof testSearch>;

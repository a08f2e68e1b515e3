import { z } from 'zod';

import { searchWords } from '../../app/search-words.ts';

/** What a test sends, as it stands in the URL: a sample of a type, or a past event; `from` is what is shown to choose. */
export const testSearch = z.object({
  from: z.enum(['event']).optional().catch(undefined),
  type: searchWords(100),
  event: searchWords(64),
  /** What past events are searched by. */
  q: searchWords(320),
});
export type TestSearch = z.output<typeof testSearch>;

import { oneOf, type Search, searchParams, words } from '../../log/search-params.ts';

/** What a test sends, as it stands in the URL: a sample of a type, or a past event; `from` is what is shown to choose. */
export const testSearch = searchParams({
  from: oneOf(['event']),
  type: words(100),
  event: words(64),
  /** What past events are searched by. */
  q: words(320),
});
export type TestSearch = Search<typeof testSearch>;

import { type Search, searchParams, words } from '../../log/search-params.ts';

const id = words(64);

/** What the verifier is filled in with, as it stands in the URL: never what is typed into it. */
export const verifySearch = searchParams({
  /** The webhook whose secret is asked for. */
  webhook: id,
  delivery: id,
  attempt: id,
});
export type VerifySearch = Search<typeof verifySearch>;

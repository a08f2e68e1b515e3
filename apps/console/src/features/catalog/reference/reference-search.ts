import { like, type Search, searchParams, words } from '../../../log/search-params.ts';

/** The address of the reference: a type, one of its versions, and what is searched for. */
export const referenceSearch = searchParams({
  type: words(100),
  version: like(/^\d{4}-\d\d-\d\d$/),
  q: words(200),
});
export type ReferenceSearch = Search<typeof referenceSearch>;

import { like, type Search, searchParams } from '../../log/search-params.ts';

/** What of the list of keys stands in the address. */
export const keysSearch = searchParams({ app: like(/^app_[0-7][0-9a-z]{25}$/) });
export type KeysSearch = Search<typeof keysSearch>;

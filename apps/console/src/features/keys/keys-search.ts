import { like, type Search, searchParams } from '../../log/search-params.ts';

/** What of the list of keys stands in the address. */
export const keysSearch = searchParams({ app: like(/^app_[0-7][0-9a-z]{25}$/) });
export type KeysSearch = Search<typeof keysSearch>;

/** Of the page that makes one: also the key that was made there, so that asking for the page once more is going elsewhere. */
export const createKeySearch = keysSearch.extend({ created: like(/^key_[0-7][0-9a-z]{25}$/) });
export type CreateKeySearch = Search<typeof createKeySearch>;

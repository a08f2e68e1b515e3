import { like, searchParams } from '../../log/search-params.ts';

/** Which of the account's receivers is shown, as it stands in the URL; left out, the first one. */
export const playSearch = searchParams({ receiver: like(/^[a-z0-9][a-z0-9-]{0,39}$/) });

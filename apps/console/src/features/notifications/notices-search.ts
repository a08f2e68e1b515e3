import { like, oneOf, type Search, searchParams } from '../../log/search-params.ts';

/** Which notifications are listed, as it stands in the URL. */
export const noticesSearch = searchParams({ unread: oneOf([true]), webhook: like(/^wh_[0-7][0-9a-z]{25}$/) });
export type NoticesSearch = Search<typeof noticesSearch>;

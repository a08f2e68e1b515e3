import { oneOf, type Search, searchParams } from '../../log/search-params.ts';

/** Which notifications are listed, as it stands in the URL. */
export const noticesSearch = searchParams({ unread: oneOf([true]) });
export type NoticesSearch = Search<typeof noticesSearch>;

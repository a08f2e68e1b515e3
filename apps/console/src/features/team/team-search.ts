import { oneOf, searchParams } from '../../log/search-params.ts';

/** What of the team's page stands in the address: whether somebody is being invited. */
export const teamSearch = searchParams({ invite: oneOf([true]) });

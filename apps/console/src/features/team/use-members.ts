import { useInfiniteQuery } from '@tanstack/react-query';

import { membersQuery } from './members-query.ts';

export function useMembers() {
  return useInfiniteQuery(membersQuery);
}

import { QueryClient } from '@tanstack/react-query';
import type { AppRouter } from '@tidings/server';
import { createTRPCClient, httpLink } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { expect, it } from 'vitest';

import { withoutDirection } from './without-direction.ts';

it('an infinite query asks for fields that the list has, page after page', async () => {
  const asked: unknown[] = [];
  const client = createTRPCClient<AppRouter>({
    links: [
      withoutDirection,
      httpLink({
        url: 'http://localhost/trpc',
        fetch: async (input) => {
          asked.push(JSON.parse(new URL(new Request(input).url).searchParams.get('input') ?? 'null'));
          return Response.json({ result: { data: { data: [], has_more: true, next_cursor: 'more' } } });
        },
      }),
    ],
  });
  const queryClient = new QueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  await queryClient.fetchInfiniteQuery({
    ...trpc.keys.list.infiniteQueryOptions(
      { limit: 50 },
      { getNextPageParam: (page) => page.next_cursor ?? undefined },
    ),
    pages: 2,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  expect(asked).toEqual([{ limit: 50 }, { limit: 50, cursor: 'more' }]);
});

import { Button, Group } from '@mantine/core';

import { ErrorNotice } from './error-notice.tsx';

interface Pages {
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

interface LoadMoreProps {
  pages: Pages;
  /** What there are more of, e.g. "keys". */
  noun: string;
}

/** Below a list that has more pages than are shown. */
export function LoadMore({ pages, noun }: LoadMoreProps) {
  if (!pages.hasNextPage) return null;
  return (
    <>
      {pages.isFetchNextPageError && (
        <Group mt="md">
          <ErrorNotice error={pages.error} doing={`load more ${noun}`} kept="Those above are still here." />
        </Group>
      )}
      <Group justify="center" mt="md">
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          Load more
        </Button>
      </Group>
    </>
  );
}

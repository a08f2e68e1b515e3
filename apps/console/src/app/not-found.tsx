import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { ForeignLink } from '../features/session/foreign-link.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

const ForeignAccount = lazy(async () => ({
  default: (await import('../features/session/foreign-account.tsx')).ForeignAccount,
}));

/** @param data what the guard of the console has found, if it did. */
export function NotFound({ data }: { data?: unknown }) {
  if (data instanceof ForeignLink) {
    return (
      <Suspense>
        <ForeignAccount link={data} />
      </Suspense>
    );
  }
  return (
    <Page title="Page not found">
      <EmptyState
        title="Page not found"
        heading="h1"
        action={<Button renderRoot={(props) => <Link to="/" {...props} />}>Go to the start page</Button>}
      >
        Nothing lives at this address. The link may be old, or what it led to was deleted.
      </EmptyState>
    </Page>
  );
}

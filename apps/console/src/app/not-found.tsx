import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

export function NotFound() {
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

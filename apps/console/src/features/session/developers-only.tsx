import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { isolated } from '../../format/isolated.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { isViewer, useSession } from './use-session.ts';

interface DevelopersOnlyProps {
  title: string;
  children: ReactNode;
}

/** A page about webhooks. Viewers are told whom it is for, and nothing is asked of the server on their behalf. */
export function DevelopersOnly({ title, children }: DevelopersOnlyProps) {
  const session = useSession();
  if (!isViewer(session)) return children;
  return (
    <Page title={title}>
      <EmptyState
        heading="h1"
        title={`${title}: only for developers and admins`}
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/dashboard/events" {...props} />}>
            Go to the events
          </Button>
        }
      >
        {session.via === 'portal'
          ? 'This needs the role developer or admin, and the link that you came by gives the role viewer: it shows events.'
          : `This needs the role developer or admin, and you are a viewer in ${isolated(session.account.name)}: you see events. Ask an admin of it to change your role.`}
      </EmptyState>
    </Page>
  );
}

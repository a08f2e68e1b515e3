import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { isolated } from '../../format/isolated.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { firstPage, isViewer, useHasRole, useSession } from './use-session.ts';

interface MembersOnlyProps {
  title: string;
  /** The weakest role that is let in. */
  from: 'developer' | 'admin';
  children: ReactNode;
}

/** A page for people who sign in, from a role on. Others are told so, and nothing is asked of the server on their behalf. */
export function MembersOnly({ title, from, children }: MembersOnlyProps) {
  const session = useSession();
  const { account, role, via } = session;
  if (useHasRole(from)) return children;
  const whom = from === 'admin' ? 'admins' : 'developers and admins';
  return (
    <Page title={title}>
      <EmptyState
        heading="h1"
        // A role in a link opens none of these: what is made here would outlast the visit.
        title={via === 'portal' ? `${title}: not for visits by a link` : `${title}: only for ${whom}`}
        action={
          <Button variant="default" renderRoot={(props) => <Link to={firstPage(session)} {...props} />}>
            {isViewer(session) ? 'Go to the events' : 'Go to the webhooks'}
          </Button>
        }
      >
        {via === 'portal'
          ? `You came to ${isolated(account.name)} by a link, as ${role}. Whatever its role, a link opens webhooks and events; this is for ${whom} who sign in.`
          : `You are a ${role} in ${isolated(account.name)}. Ask an admin of it to change your role, or to do it for you.`}
      </EmptyState>
    </Page>
  );
}

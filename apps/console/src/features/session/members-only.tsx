import type { ReactNode } from 'react';

import { isolated } from '../../format/isolated.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useHasRole, useSession } from './use-session.ts';

interface MembersOnlyProps {
  title: string;
  /** The weakest role that is let in. */
  from: 'developer' | 'admin';
  children: ReactNode;
}

/** A page for people who sign in, from a role on. Others are told so, and nothing is asked of the server on their behalf. */
export function MembersOnly({ title, from, children }: MembersOnlyProps) {
  const { account, role, via } = useSession();
  if (useHasRole(from)) return children;
  const whom = from === 'admin' ? 'admins' : 'developers and admins';
  return (
    <Page title={title}>
      <EmptyState heading="h1" title={`${title}: only for ${whom}`}>
        {via === 'portal'
          ? 'You came by a link, and this is for people who sign in.'
          : `You are a ${role} in ${isolated(account.name)}. Ask an admin of it to change your role, or to do it for you.`}
      </EmptyState>
    </Page>
  );
}

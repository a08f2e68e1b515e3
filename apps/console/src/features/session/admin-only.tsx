import type { ReactNode } from 'react';

import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useSession } from './use-session.ts';

interface AdminOnlyProps {
  title: string;
  children: ReactNode;
}

/** A page for admins, and no visitors. Others are told so, and nothing is asked of the server on their behalf. */
export function AdminOnly({ title, children }: AdminOnlyProps) {
  const { account, role, via } = useSession();
  const isVisitor = via === 'portal';
  if (role === 'admin' && !isVisitor) return children;
  return (
    <Closed title={title}>
      {isVisitor
        ? 'You came by a link, and this is for people who sign in.'
        : `You are a ${role} in ${account.name}. Ask an admin of it to change your role, or to do it for you.`}
    </Closed>
  );
}

function Closed({ title, children }: { title: string; children: string }) {
  return (
    <Page title={title}>
      <EmptyState heading="h1" title={`${title}: only for admins`}>
        {children}
      </EmptyState>
    </Page>
  );
}

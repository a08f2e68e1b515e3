import type { ReactNode } from 'react';

import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useSession } from './use-session.ts';

interface AdminOnlyProps {
  title: string;
  /** What a visitor by a portal link never sees, whatever their role. */
  membersOnly?: boolean;
  children: ReactNode;
}

/** A page for admins. Others are told so, and nothing is asked of the server on their behalf. */
export function AdminOnly({ title, membersOnly = false, children }: AdminOnlyProps) {
  const { account, role, via } = useSession();
  const isVisitor = via === 'portal';
  if (isVisitor && membersOnly)
    return <Closed title={title}>Visitors do not see who is in an account.</Closed>;
  if (role === 'admin') return children;
  return (
    <Closed title={title}>
      {isVisitor
        ? `The link that you came by opens this as ${role}.`
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

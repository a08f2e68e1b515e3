import { Button } from '@mantine/core';

import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../session/use-session.ts';
import { InvitationTable } from './invitation-table.tsx';
import { InviteModal } from './invite-modal.tsx';
import { MemberTable } from './member-table.tsx';
import classes from './team-page.module.css';
import { useInvitations } from './use-invitations.ts';
import { useMembers } from './use-members.ts';

interface TeamPageProps {
  /** Whether the dialog is open. */
  inviting: boolean;
  onInviting: (inviting: boolean) => void;
}

export function TeamPage({ inviting, onInviting }: TeamPageProps) {
  const { account } = useSession();
  const members = useMembers();
  const invitations = useInvitations();
  const rows = members.data?.pages.flatMap((page) => page.data) ?? null;
  const isAlone = rows?.length === 1 && invitations.data?.data.length === 0;
  const action = <Button onClick={() => onInviting(true)}>Invite</Button>;
  return (
    <Page title="Team">
      <PageHeader
        title="Team"
        sentence={
          <>
            Who may sign in to <bdi>{account.name}</bdi>, and what they may do there.
          </>
        }
        actions={!isAlone && action}
      />
      {members.error && !rows ? (
        <ErrorNotice
          error={members.error}
          doing="load the members"
          meanwhile="They are members as before."
          onRetry={() => members.refetch()}
        />
      ) : (
        <MemberTable members={rows} isWhole={!members.hasNextPage} />
      )}
      <LoadMore pages={members} noun="members" />
      <h2 className={classes.head}>Invitations</h2>
      {isAlone ? (
        <EmptyState title="You are the only member" action={action}>
          Invite others by e-mail. A link lets each of them in once, within seven days, with the role that you
          choose.
        </EmptyState>
      ) : invitations.error && !invitations.data ? (
        <ErrorNotice
          error={invitations.error}
          doing="load the invitations"
          meanwhile="Their links go on working."
          onRetry={() => invitations.refetch()}
        />
      ) : (
        <InvitationTable invitations={invitations.data?.data ?? null} />
      )}
      <InviteModal opened={inviting} onClose={() => onInviting(false)} />
    </Page>
  );
}

import { accountProcedure, personProcedure, router } from '@tidings/kernel';
import { pageInput } from '@tidings/kernel/schema';
import { z } from 'zod';
import { getSession } from '../get-session.ts';
import { session } from '../schema.ts';
import { changeRole } from './change-role.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { invite } from './invite.ts';
import { listInvitations } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { listOwnAccounts } from './list-own-accounts.ts';
import { listSessions } from './list-sessions.ts';
import {
  changeRoleInput,
  emptyAnswer,
  endedSessions,
  invitationIdInput,
  invitationList,
  invitationWithLink,
  inviteInput,
  memberPage,
  ownAccountList,
  removeMemberInput,
  renameSelfInput,
  sessionIdInput,
  sessionList,
  switchAccountInput,
} from './people-schema.ts';
import { removeMember } from './remove-member.ts';
import { renameSelf } from './rename-self.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { switchAccount } from './switch-account.ts';

const nothing = z.strictObject({}).optional();
const anyone = personProcedure('viewer');
/**
 * Services too: the first member of an account that they make has nobody else to be invited by. No visitors: a portal
 * link ends soon, and must not be made into a membership that does not.
 */
const manager = accountProcedure({ scope: [], role: 'admin', portal: false });

/** What people do about themselves. Signing in and out, passwords and the second factor are at `/api/auth`. */
export const sessionRouter = router({
  me: personProcedure('viewer', { portal: true })
    .input(nothing)
    .output(session)
    .query(({ ctx }) => getSession(ctx)),
  accounts: anyone
    .input(nothing)
    .output(ownAccountList)
    .query(({ ctx }) => listOwnAccounts(ctx)),
  switchAccount: anyone
    .input(switchAccountInput)
    .output(emptyAnswer)
    .mutation(({ ctx, input }) => switchAccount(ctx, input)),
  rename: anyone
    .meta({ audit: ['user.renamed'] })
    .input(renameSelfInput)
    .output(emptyAnswer)
    .mutation(({ ctx, input }) => renameSelf(ctx, input)),
  list: anyone
    .input(nothing)
    .output(sessionList)
    .query(({ ctx }) => listSessions(ctx)),
  end: anyone
    .meta({ audit: ['session.ended'] })
    .input(sessionIdInput)
    .output(emptyAnswer)
    .mutation(({ ctx, input }) => endSession(ctx, input)),
  endOthers: anyone
    .meta({ audit: ['session.others_ended'] })
    .input(nothing)
    .output(endedSessions)
    .mutation(({ ctx }) => endOtherSessions(ctx)),
});

/** Who may sign in to an account, and as what. */
export const teamRouter = router({
  members: manager
    .input(pageInput)
    .output(memberPage)
    .query(({ ctx, input }) => listMembers(ctx, input)),
  changeRole: manager
    .meta({ audit: ['member.role_changed'] })
    .input(changeRoleInput)
    .output(emptyAnswer)
    .mutation(({ ctx, input }) => changeRole(ctx, input)),
  remove: manager
    .meta({ audit: ['member.removed'] })
    .input(removeMemberInput)
    .output(emptyAnswer)
    .mutation(({ ctx, input }) => removeMember(ctx, input)),
  invitations: manager
    .input(nothing)
    .output(invitationList)
    .query(({ ctx }) => listInvitations(ctx)),
  invite: manager
    .meta({ audit: ['invitation.created'] })
    .input(inviteInput)
    .output(invitationWithLink)
    .mutation(({ ctx, input }) => invite(ctx, input)),
  resendInvitation: manager
    .meta({ audit: ['invitation.resent'] })
    .input(invitationIdInput)
    .output(invitationWithLink)
    .mutation(({ ctx, input }) => resendInvitation(ctx, input)),
  revokeInvitation: manager
    .meta({ audit: ['invitation.revoked'] })
    .input(invitationIdInput)
    .output(emptyAnswer)
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
});

import type { Role } from '@tidings/kernel/schema';
import { strongestRole } from '../roles.ts';
import type { Invitation } from './people-schema.ts';

export const INVITATION_DAYS = 7;

/** Columns of an invitation, as every statement here reads them. */
export const INVITATION_COLUMNS = 'id, email, role, inviter_name, created_at, sent_at, expires_at';

export type InvitationRow = {
  id: string;
  email: string;
  role: string;
  inviter_name: string;
  created_at: Date;
  sent_at: Date;
  expires_at: Date;
};

export function roleOf(row: Pick<InvitationRow, 'role'>): Role {
  return strongestRole(row.role);
}

/** As it is shown; never with its link, which only its maker and its addressee have. */
export function showInvitation(row: InvitationRow, now: Date): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: roleOf(row),
    invited_by: row.inviter_name,
    status: row.expires_at > now ? 'pending' : 'expired',
    created_at: row.created_at.toISOString(),
    sent_at: row.sent_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}

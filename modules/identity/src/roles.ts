import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/organization/access';
import { type Role, role } from '@tidings/kernel/schema';

const statements = {
  organization: defaultStatements.organization,
  member: defaultStatements.member,
  invitation: defaultStatements.invitation,
} as const;

export const accessControl = createAccessControl(statements);

/** What each role may do to its account's team. What it may do to webhooks stands at their procedures. */
export const teamRoles = {
  admin: accessControl.newRole({
    organization: ['update'],
    member: ['create', 'update', 'delete'],
    invitation: ['create', 'cancel'],
  }),
  developer: accessControl.newRole({ organization: [], member: [], invitation: [] }),
  viewer: accessControl.newRole({ organization: [], member: [], invitation: [] }),
} satisfies Record<Role, unknown>;

/** The strongest of a membership's roles: better-auth stores several in one text, comma-separated. */
export function strongestRole(stored: string): Role {
  const held = stored.split(',');
  return role.options.find((candidate) => held.includes(candidate)) ?? 'viewer';
}

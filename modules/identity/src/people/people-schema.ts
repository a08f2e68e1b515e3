import { pageOf, role, text, typeId } from '@tidings/kernel/schema';
import { z } from 'zod';

export { newPassword, PASSWORD_MAX, PASSWORD_MIN, weaknessOf } from './password.ts';

/** better-auth makes the ids of people and sessions: UUIDs. */
const personId = z.uuid('Expected the id of a person, as in the list of members.');

/** As people are invited, and sign in. */
export const emailAddress = text
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter an e-mail address such as ada@example.com.'))
  .meta({ example: 'ada@example.com' });

/** What a person is called, by their own choice. */
export const personName = text
  .trim()
  .min(1, 'Enter your name.')
  .max(100, 'A name has at most 100 characters.')
  .meta({ example: 'Grace Hopper' });

export const emptyAnswer = z.object({});

export const member = z
  .object({
    user_id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    two_factor: z.boolean().meta({ description: 'Whether signing in asks for a code as well.' }),
    joined_at: z.string(),
    last_seen_at: z
      .string()
      .nullable()
      .meta({ description: 'When they used this account last; null for who is not signed in to it.' }),
  })
  .meta({ id: 'Member' });
export type Member = z.output<typeof member>;
export const memberPage = pageOf(member);
export const changeRoleInput = z.strictObject({ user_id: personId, role });
export const removeMemberInput = z.strictObject({ user_id: personId });

export const invitation = z
  .object({
    id: typeId('inv'),
    email: z.string(),
    role,
    invited_by: z.string(),
    status: z.enum(['pending', 'expired']),
    created_at: z.string(),
    sent_at: z.string(),
    expires_at: z.string(),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.output<typeof invitation>;
export const invitationList = z.object({ data: z.array(invitation) });
export const inviteInput = z.strictObject({ email: emailAddress, role });
export const invitationIdInput = z.strictObject({ id: typeId('inv') });
export const invitationWithLink = invitation
  .extend({
    mailed: z
      .boolean()
      .meta({ description: 'Whether it goes out by e-mail: false when SMTP_URL is not set.' }),
    link: z.string().nullable().meta({
      description:
        'Only when it is not mailed, and only here: hand it over yourself. It lets in whoever has it.',
    }),
  })
  .meta({ id: 'InvitationWithLink' });
export type InvitationWithLink = z.output<typeof invitationWithLink>;

export const personSession = z
  .object({
    id: z.string(),
    current: z.boolean(),
    address: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: z.string(),
    last_seen_at: z.string(),
    expires_at: z.string().meta({ description: 'When it ends unless it is used before.' }),
  })
  .meta({ id: 'PersonSession' });
export type PersonSession = z.output<typeof personSession>;
export const sessionList = z.object({ data: z.array(personSession) });
export const sessionIdInput = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^\0]*$/),
});
export const renameSelfInput = z.strictObject({ name: personName });
export const endedSessions = z.object({ ended: z.number().int() });

export const ownAccount = z
  .object({ id: typeId('acct'), name: z.string(), role, current: z.boolean() })
  .meta({ id: 'OwnAccount' });
export type OwnAccount = z.output<typeof ownAccount>;
export const ownAccountList = z.object({ data: z.array(ownAccount) });
export const switchAccountInput = z.strictObject({ account_id: typeId('acct') });

/** What the page of an invitation shows to whoever has its link. */
export const openInvitation = z.object({
  email: z.string(),
  role,
  account_name: z.string(),
  invited_by: z.string(),
  expires_at: z.string(),
  /** Whether this person can sign in already, and accepts by doing so rather than by choosing a password. */
  is_known: z.boolean(),
});
export type OpenInvitation = z.output<typeof openInvitation>;

/** What the page of the sign-in offers. */
export const signInOptions = z.object({
  brand: z.string(),
  /** Where the console is opened: at another address nobody can sign in. */
  public_url: z.string(),
  password_reset: z.boolean(),
  /** Nobody is there but the first person, who is signed in nowhere. */
  is_new: z.boolean(),
});
export type SignInOptions = z.output<typeof signInOptions>;

import { randomUUID } from 'node:crypto';
import {
  audit,
  type AuditOrigin,
  type Database,
  DomainError,
  invalid,
  type Sql,
  statement,
} from '@tidings/kernel';
import { hashPassword } from 'better-auth/crypto';
import { strongestRole } from '../roles.ts';
import { weaknessOf } from './password.ts';
import { type OpenInvitation, personName } from './people-schema.ts';
import { hashOfToken } from './token.ts';

type Found = {
  id: string;
  account_id: string;
  account_name: string;
  email: string;
  role: string;
  inviter_name: string;
  expires_at: Date;
  user_id: string | null;
  user_name: string | null;
};

// By invitation_token, then by keys.
const FIND = `SELECT invitation.id, account_id, account.name AS account_name, invitation.email, role, inviter_name,
     expires_at, u.id AS user_id, u.name AS user_name
   FROM identity.invitation
   JOIN identity.account ON account.id = invitation.account_id
   LEFT JOIN identity."user" AS u ON u.email = invitation.email
   WHERE token_hash = $1 AND expires_at > now()`;
const SHOW = statement<Found>('identity.show-invitation', FIND);
// Two who use one link at once take turns; the second finds nothing. The account first, as in hold-account.ts.
const TAKE = statement<Found>(
  'identity.take-invitation',
  `${FIND}\n   FOR KEY SHARE OF account FOR UPDATE OF invitation`,
);

const DELETE = statement<never>(
  'identity.delete-accepted-invitation',
  `DELETE FROM identity.invitation
   WHERE id = $1`,
);

// By user_email_key. Two invitations of one person, to two accounts, may be accepted at once: the second waits.
const INSERT_USER = statement<{ id: string }>(
  'identity.insert-invited-user',
  `INSERT INTO identity."user" (id, name, email, email_verified)
   VALUES ($1, $2, $3, true)
   ON CONFLICT (email) DO NOTHING
   RETURNING id`,
);

const INSERT_PASSWORD = statement<never>(
  'identity.insert-invited-password',
  `INSERT INTO identity.credential (id, user_id, provider, subject, password, updated_at)
   VALUES ($1, $2, 'credential', $2, $3, now())`,
);

const INSERT_MEMBER = statement<never>(
  'identity.insert-invited-member',
  `INSERT INTO identity.member (id, account_id, user_id, role, created_at)
   VALUES ($1, $2, $3, $4, now())
   ON CONFLICT (user_id, account_id) DO NOTHING`,
);

// By session_user_id_idx and primary key.
const ENTER = statement<never>(
  'identity.enter-joined-account',
  `UPDATE identity.session
   SET active_account_id = $2
   WHERE id = $1`,
);

// By session_user_id_idx and member_user. What somebody left open when they lost their last account opens no other one.
const END_OLD_SESSIONS = statement<never>(
  'identity.end-sessions-of-before',
  `DELETE FROM identity.session
   WHERE user_id = $1 AND id <> $2
     AND NOT EXISTS (SELECT FROM identity.member WHERE member.user_id = $1 AND member.account_id <> $3)`,
);

export type Acceptance = {
  token: string;
  /** Of who cannot sign in yet. */
  name?: string | undefined;
  password?: string | undefined;
};

/** Who is signed in where the link was opened, if anybody. */
export type SignedIn = { userId: string; sessionId: string } | undefined;

/**
 * What the link of an invitation offers.
 * @throws {DomainError} `not_found` when it was used, revoked, replaced, or its time is over.
 */
export async function showOpenInvitation(sql: Sql, token: string): Promise<OpenInvitation> {
  const [found] = await sql.query(SHOW, [hashOfToken(token)]);
  if (!found) throw spent();
  return {
    email: found.email,
    role: strongestRole(found.role),
    account_name: found.account_name,
    invited_by: found.inviter_name,
    expires_at: found.expires_at.toISOString(),
    is_known: found.user_id !== null,
  };
}

/**
 * Makes who has the link a member of the account; the link opens nothing afterwards. Somebody new gets a name and a
 * password by it; who has these already has to be signed in, so that a link that went astray does not speak for them. Who
 * belonged to no account any more is signed out everywhere else by it.
 * @returns the person, and whether they are new and may be signed in by this.
 * @throws {DomainError} `not_found` for a link that opens nothing; `unauthenticated` for a known person who is not
 * signed in; `forbidden` when somebody else is; `invalid` at `/name` and `/password`.
 */
export async function acceptInvitation(
  database: Database,
  given: { acceptance: Acceptance; signedIn: SignedIn; origin: AuditOrigin },
): Promise<Accepted> {
  const [shown] = await database.query(SHOW, [hashOfToken(given.acceptance.token)]);
  if (!shown) throw spent();
  // Hashing takes its time, and nobody is to wait for it: so before the transaction.
  const newcomer = shown.user_id === null ? await newcomerOf(shown.email, given.acceptance) : undefined;
  return database.transaction((tx) => accept(tx, { ...given, newcomer }));
}

type Accepted = { userId: string; accountId: string; isNew: boolean };
type Newcomer = { name: string; passwordHash: string };

async function accept(
  tx: Sql,
  given: {
    acceptance: Acceptance;
    signedIn: SignedIn;
    origin: AuditOrigin;
    newcomer: Newcomer | undefined;
  },
): Promise<Accepted> {
  const { acceptance, signedIn, origin, newcomer } = given;
  const [found] = await tx.query(TAKE, [hashOfToken(acceptance.token)]);
  if (!found) throw spent();
  const isNew = found.user_id === null && newcomer !== undefined;
  const user = isNew ? await addUser(tx, found.email, newcomer) : knownUser(found, signedIn);
  await tx.query(DELETE, [found.id]);
  await tx.query(INSERT_MEMBER, [randomUUID(), found.account_id, user.id, found.role]);
  if (!user.isNew && signedIn) {
    await tx.query(ENTER, [signedIn.sessionId, found.account_id]);
    await tx.query(END_OLD_SESSIONS, [user.id, signedIn.sessionId, found.account_id]);
  }
  await audit({ ...origin, actor: { type: 'user', id: user.id, name: user.name, role: 'viewer' } }, tx, {
    action: 'invitation.accepted',
    subject: { type: 'invitation', id: found.id, name: found.email },
    after: { email: found.email, role: found.role },
    accountId: found.account_id,
  });
  return { userId: user.id, accountId: found.account_id, isNew: user.isNew };
}

async function newcomerOf(email: string, { name, password }: Acceptance): Promise<Newcomer> {
  const parsed = personName.safeParse(name ?? '');
  if (!parsed.success) throw invalid('/name', 'Enter your name, of at most 100 characters.');
  const called = parsed.data;
  const weakness = weaknessOf(password ?? '', { email, name: called });
  if (password === undefined || weakness !== null) {
    throw invalid('/password', weakness ?? 'Choose a password.');
  }
  return { name: called, passwordHash: await hashPassword(password) };
}

async function addUser(tx: Sql, email: string, { name, passwordHash }: Newcomer) {
  const id = randomUUID();
  const [inserted] = await tx.query(INSERT_USER, [id, name, email]);
  if (!inserted) throw signInAs(email); // by another invitation, a moment ago
  await tx.query(INSERT_PASSWORD, [randomUUID(), id, passwordHash]);
  return { id, name, isNew: true };
}

function knownUser(found: Found, signedIn: SignedIn) {
  if (!signedIn) throw signInAs(found.email);
  if (signedIn.userId !== found.user_id) {
    throw new DomainError(
      'forbidden',
      `This invitation is for ${found.email}. Sign out, and sign in as ${found.email} to accept it.`,
    );
  }
  return { id: signedIn.userId, name: found.user_name ?? '', isNew: false };
}

function signInAs(email: string): DomainError {
  return new DomainError('unauthenticated', `Sign in as ${email} to accept.`);
}

function spent(): DomainError {
  return new DomainError(
    'not_found',
    'This invitation was used, revoked or sent again, or it is older than seven days. Ask for a new one.',
  );
}

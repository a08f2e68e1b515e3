import { DomainError, type Sql, statement } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';
import { strongestRole } from '../roles.ts';

export type LockedMember = { user_id: string; name: string; email: string; role: Role };

// By the primary key: two who take each other's role at once must not both find another admin. What is only made in the
// account does not wait.
const LOCK = statement<{ id: string }>(
  'identity.lock-team',
  `SELECT id
   FROM identity.account
   WHERE id = $1
   FOR NO KEY UPDATE`,
);

// By member_by_name.
const READ = statement<Omit<LockedMember, 'role'> & { role: string }>(
  'identity.read-team',
  `SELECT u.id AS user_id, u.name, u.email, member.role
   FROM identity.member
   JOIN identity."user" AS u ON u.id = member.user_id
   WHERE member.account_id = $1`,
);

/**
 * The members of an account, which stay as they are until the transaction ends.
 * @throws {DomainError} `not_found` when the account was deleted a moment ago.
 */
export async function lockTeam(tx: Sql, accountId: string): Promise<LockedMember[]> {
  const [locked] = await tx.query(LOCK, [accountId]);
  if (!locked) throw new DomainError('not_found', 'This account does not exist.');
  const rows = await tx.query(READ, [accountId]);
  return rows.map((row) => ({ ...row, role: strongestRole(row.role) }));
}

/** @throws {DomainError} `not_found` when the person is none of them. */
export function memberIn(team: LockedMember[], userId: string): LockedMember {
  const found = team.find((member) => member.user_id === userId);
  if (!found) throw new DomainError('not_found', 'This person is not a member of this account.');
  return found;
}

/** @throws {DomainError} `conflict` when the account would be left with nobody who can manage it. */
export function requireAnotherAdmin(team: LockedMember[], userId: string): void {
  if (team.some((member) => member.role === 'admin' && member.user_id !== userId)) return;
  if (memberIn(team, userId).role !== 'admin') return;
  throw new DomainError(
    'conflict',
    'This is the only admin of the account. Make somebody else an admin first.',
  );
}

import { Hook, type Sql } from '@tidings/kernel';
import type { Role } from '@tidings/kernel/schema';

/** Somebody was invited to an account; `link` lets whoever has it in, until `expiresAt`. */
export type Invited = {
  email: string;
  role: Role;
  accountName: string;
  inviterName: string;
  link: string;
  expiresAt: Date;
};

/** Somebody asked for a new password; `link` lets whoever has it set one, until `expiresAt`. */
export type PasswordResetAsked = { email: string; name: string; link: string; expiresAt: Date };

/** Somebody's password is another one now. */
export type PasswordChanged = { email: string; name: string; changedAt: Date };

/** Somebody belongs to the account no more. */
export type MemberRemoved = { accountId: string; userId: string };

// Announced in the transaction that made it so.
export const personInvited = new Hook<[tx: Sql, invited: Invited]>();
export const passwordResetAsked = new Hook<[tx: Sql, asked: PasswordResetAsked]>();
export const passwordChanged = new Hook<[tx: Sql, changed: PasswordChanged]>();
export const memberRemoved = new Hook<[tx: Sql, removed: MemberRemoved]>();

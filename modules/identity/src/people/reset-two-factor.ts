import { type AuditOrigin, type Database, statement } from '@tidings/kernel';
import { auditPerson } from './door-origin.ts';

// By user_email_key.
const FIND = statement<{ id: string; email: string; is_on: boolean }>(
  'identity.find-second-factor',
  `SELECT id, email,
          two_factor_enabled OR EXISTS (SELECT FROM identity.two_factor WHERE user_id = person.id) AS is_on
   FROM identity."user" AS person
   WHERE email = $1
   FOR UPDATE OF person`,
);

// By two_factor_user.
const FORGET = statement<never>(
  'identity.forget-second-factor',
  `DELETE FROM identity.two_factor
   WHERE user_id = $1`,
);

// By the primary key.
const TURN_OFF = statement<never>(
  'identity.turn-off-second-factor',
  `UPDATE identity."user"
   SET two_factor_enabled = false, updated_at = now()
   WHERE id = $1`,
);

// By session_user_id_idx.
const END_SESSIONS = statement<{ id: string }>(
  'identity.end-all-sessions',
  `DELETE FROM identity.session
   WHERE user_id = $1
   RETURNING id`,
);

/** Whoever may run commands where Tidings runs: no person of any account. */
const OPERATOR: AuditOrigin = {
  actor: { type: 'system', id: 'operator', name: 'Operator' },
  requestId: 'command',
  accountId: undefined,
  address: undefined,
  userAgent: undefined,
};

/**
 * For somebody who lost their second factor: turns it off, with its backup codes, and ends all of their sessions. The
 * password alone lets them in again. Recorded in the log of every account that they belong to, as done by the operator.
 * @returns how many sessions ended.
 * @throws {Error} when there is no such person, or no second factor.
 */
export async function resetTwoFactor(database: Database, email: string): Promise<{ sessions: number }> {
  return database.transaction(async (tx) => {
    const [person] = await tx.query(FIND, [email.trim().toLowerCase()]);
    if (!person) throw new Error(`There is nobody with the e-mail address ${email}.`);
    if (!person.is_on) throw new Error(`${person.email} has no second factor. Nothing was changed.`);
    await tx.query(FORGET, [person.id]);
    await tx.query(TURN_OFF, [person.id]);
    const ended = await tx.query(END_SESSIONS, [person.id]);
    await auditPerson(OPERATOR, tx, {
      action: 'user.two_factor_reset',
      person,
      after: { sessions_ended: ended.length },
    });
    return { sessions: ended.length };
  });
}

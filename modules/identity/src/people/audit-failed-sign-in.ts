import { type Database, statement } from '@tidings/kernel';
import { auditStranger } from './audit-strangers.ts';
import { auditPerson, doorOrigin } from './door-origin.ts';

/** By the address that was typed, or by the person whose code was wrong. */
type Failed = { email: string } | { userId: string; factor: string };

// By the unique index on email.
const BY_EMAIL = statement<{ id: string; email: string }>(
  'identity.person-by-email',
  `SELECT id, email
   FROM identity."user"
   WHERE email = $1`,
);

// By the primary key.
const BY_ID = statement<{ id: string; email: string }>(
  'identity.person-by-id',
  `SELECT id, email
   FROM identity."user"
   WHERE id = $1`,
);

/**
 * Records a sign-in that failed: in the accounts of the person, or in the installation's log when there is no such
 * person.
 */
export async function auditFailedSignIn(
  database: Database,
  headers: Headers | undefined,
  failed: Failed,
): Promise<void> {
  const origin = doorOrigin(headers, undefined);
  await database.transaction(async (tx) => {
    const [person] =
      'email' in failed ? await tx.query(BY_EMAIL, [failed.email]) : await tx.query(BY_ID, [failed.userId]);
    const after = 'factor' in failed ? { second_factor: failed.factor } : undefined;
    if (person) {
      await auditPerson(origin, tx, { action: 'user.sign_in_failed', person, after });
      return;
    }
    await auditStranger(tx, origin, 'email' in failed ? failed.email : '');
  });
}

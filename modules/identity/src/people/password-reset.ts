import type { Config, Database } from '@tidings/kernel';
import { countAttempt, forgetAttempts } from './attempts.ts';
import { ownPassword } from './check-password.ts';
import { auditPerson, CLIENT_ADDRESS_HEADER, doorOrigin } from './door-origin.ts';
import { passwordChanged, passwordResetAsked } from './facts.ts';
import { placeOf } from './place.ts';
import { forgiveSignIns } from './sign-in-limits.ts';
import { linkTo } from './token.ts';

type Person = { id: string; name: string; email: string };

export const RESET_LINK_SECONDS = 3_600;

/** For one person: nobody fills a mailbox by asking again and again. */
const MAILS_FOR_ONE = { max: 3, windowSeconds: 3_600 };

/** Has a link to set a new password mailed, three times an hour at most; the answer is the same in any case. */
export async function sendPasswordReset(
  { config, database }: { config: Config; database: Database },
  given: { user: Person; token: string },
): Promise<void> {
  const { email, name } = given.user;
  if ((await countAttempt(database, { kind: 'password-reset', of: email }, MAILS_FOR_ONE)) !== null) return;
  await database.transaction((tx) =>
    passwordResetAsked.announce(tx, {
      email,
      name,
      link: linkTo(config.PUBLIC_URL, 'reset-password', given.token),
      expiresAt: new Date(Date.now() + RESET_LINK_SECONDS * 1_000),
    }),
  );
}

/** Records that a password was set by a link, tells its owner, and lets them in at once. */
export async function recordPasswordReset(
  database: Database,
  { user }: { user: Person },
  request: Request | undefined,
): Promise<void> {
  const origin = doorOrigin(request?.headers, user);
  await database.transaction(async (tx) => {
    await forgiveSignIns(tx, {
      email: user.email,
      address: placeOf(request?.headers.get(CLIENT_ADDRESS_HEADER)),
    });
    // Guesses at the password before say nothing of this one.
    await forgetAttempts(tx, [ownPassword(user.id)]);
    await passwordChanged.announce(tx, { email: user.email, name: user.name, changedAt: new Date() });
    await auditPerson(origin, tx, { action: 'user.password_reset', person: user });
  });
}

import { appendAudit, resetTwoFactor } from '@tidings/identity/wiring';
import { audited, type Config } from '@tidings/kernel';
import { UsageError } from './usage.ts';
import { withDatabase } from './with-database.ts';

const USAGE = 'Use "people reset-two-factor EMAIL".';

/**
 * `people reset-two-factor`: lets somebody in by their password again who lost the second factor and its backup codes.
 * @param words after `people`.
 * @throws {UsageError} for words that are not understood.
 */
export async function peopleCommand(words: string[], config: Config): Promise<void> {
  const [verb, email, ...more] = words;
  if (verb !== 'reset-two-factor' || email === undefined || !email.includes('@') || more.length > 0)
    throw new UsageError(USAGE);
  audited.connect(appendAudit);
  const { sessions } = await withDatabase(config, (database) => resetTwoFactor(database, email));
  console.log(
    `The second factor of ${email} is off, and ${sessions === 1 ? '1 session' : `${sessions} sessions`} ended. ` +
      'They sign in with their password, and can turn it on anew.',
  );
}

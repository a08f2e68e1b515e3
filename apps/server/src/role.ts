import { parseArgs } from 'node:util';
import { type Config, ConfigError } from '@tidings/kernel';
import { UsageError } from './usage.ts';

const ROLES = ['all', 'api', 'worker'] as const;

/**
 * What one process does. `api`: all that is served over HTTP. `worker`: deliveries and periodic tasks, with
 * nothing but `/health`, `/ready` and `/metrics` on its port. `all`: both. Any number of each share one database.
 */
export type Role = (typeof ROLES)[number];

/**
 * Reads `--role` from the words after the command.
 * @throws {UsageError} for any other option, word or role.
 */
export function readRole(words: string[]): Role {
  const given = parse(words);
  const role = ROLES.find((each) => each === given);
  if (!role) throw new UsageError(`--role: there is no role "${given}". Use ${ROLES.join(', ')}.`);
  return role;
}

function parse(words: string[]): string {
  try {
    return parseArgs({ args: words, options: { role: { type: 'string', default: 'all' } } }).values.role;
  } catch (error) {
    // Its message names the word at fault; the first sentence is enough.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(`${reason}. Use --role ${ROLES.join('|')}.`);
  }
}

/** @throws {ConfigError} when the role shares a database and there is none to share. */
export function assertShared(role: Role, config: Pick<Config, 'DATABASE_URL'>): void {
  if (role === 'all' || config.DATABASE_URL !== undefined) return;
  throw new ConfigError(
    `DATABASE_URL: the role ${role} needs one, since the embedded Postgres belongs to one process. ` +
      'Name a database that all processes share, or leave --role out.',
  );
}

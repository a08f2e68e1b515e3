import { type Role, role } from '@tidings/kernel/schema';

/** The strongest of a membership's roles: earlier versions could store several in one text, comma-separated. */
export function strongestRole(stored: string): Role {
  const held = stored.split(',');
  return role.options.toReversed().find((candidate) => held.includes(candidate)) ?? 'viewer';
}

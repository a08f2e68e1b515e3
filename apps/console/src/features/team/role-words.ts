import type { Role } from '@tidings/kernel/schema';

/** What each role may, the strongest first. */
export const ROLES: readonly { value: Role; label: string; may: string }[] = [
  { value: 'admin', label: 'Admin', may: 'Everything, also team, apps, keys and the audit log.' },
  {
    value: 'developer',
    label: 'Developer',
    may: 'Make and change webhooks, see payloads and secrets, retry and replay.',
  },
  { value: 'viewer', label: 'Viewer', may: 'See events and what became of them, without payloads; no webhooks.' },
];

export function roleLabel(role: Role): string {
  return ROLES.find((each) => each.value === role)?.label ?? role;
}

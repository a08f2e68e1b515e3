import type { Role } from '@tidings/kernel/schema';

/** What each role may, the strongest first. */
export const ROLES: readonly { value: Role; label: string; may: string }[] = [
  { value: 'admin', label: 'Admin', may: 'Everything, also the team and API keys.' },
  {
    value: 'developer',
    label: 'Developer',
    may: 'Everything but the team and API keys: webhooks with payloads and secrets, apps, the audit log.',
  },
  {
    value: 'viewer',
    label: 'Viewer',
    may: 'See events and what became of them, without payloads; no webhooks.',
  },
];

export function roleLabel(role: Role): string {
  return ROLES.find((each) => each.value === role)?.label ?? role;
}

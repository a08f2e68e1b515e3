import { SCOPES, type Scope } from '@tidings/kernel/schema';

/** What each scope opens, in the words of the form. */
export const SCOPE_WORDS: Record<Scope, { label: string; opens: string }> = {
  'webhooks:read': {
    label: 'Read webhooks',
    opens: 'Their URLs, subscriptions and health; not their secrets.',
  },
  'webhooks:write': {
    label: 'Change webhooks',
    opens: 'Create, change and delete them, roll their secrets.',
  },
  'events:read': { label: 'Read events', opens: 'The event log with its payloads.' },
  'events:write': { label: 'Publish events', opens: 'Send events to all webhooks of the account.' },
  'deliveries:read': {
    label: 'Read deliveries',
    opens: 'Deliveries and attempts with their payloads, replays.',
  },
  'deliveries:write': { label: 'Control deliveries', opens: 'Retry, cancel and clear them, start replays.' },
  'keys:write': { label: 'Manage keys and apps', opens: 'See and make keys that may no more than this one.' },
};

export const PRESETS: readonly { label: string; scopes: readonly Scope[] }[] = [
  { label: 'Read only', scopes: SCOPES.filter((scope) => scope.endsWith(':read')) },
  { label: 'Everything', scopes: SCOPES },
];

const NAMED_MOST = 2;

/** "Everything", "Read only", "webhooks:read, events:write", "webhooks:read, events:read +2". */
export function scopeSummary(scopes: readonly Scope[]): string {
  const preset = PRESETS.find(
    (each) => each.scopes.length === scopes.length && each.scopes.every((scope) => scopes.includes(scope)),
  );
  if (preset) return preset.label;
  const rest = scopes.length - NAMED_MOST;
  return scopes.slice(0, NAMED_MOST).join(', ') + (rest > 0 ? ` +${rest}` : '');
}

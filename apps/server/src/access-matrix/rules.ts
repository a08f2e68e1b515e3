import type { Access } from '@tidings/kernel';
import type { Role, Scope } from '@tidings/kernel/schema';

/** Account keys with the scope, people from the role on, service keys that name the account. */
const account = (scope: Scope | Scope[], role: Role): Access => ({
  scopes: [scope].flat(),
  role,
  portal: true,
  service: true,
  inAccount: true,
});
/** The same, but no visitors by a portal link. */
const resident = (scopes: Scope[], role: Role): Access => ({ ...account(scopes, role), portal: false });
/** Keys, which service keys that name no account have as well. With the team all that a developer may not. */
const keys: Access = { ...resident(['keys:write'], 'admin'), inAccount: false };
/** Members, and no key of any kind. */
const person = (role: Role): Access => ({ ...resident([], role), service: false });
const service: Access = { scopes: [], role: null, portal: false, service: true, inAccount: false };
const anyRead: Scope[] = ['webhooks:read', 'events:read', 'deliveries:read'];
/** The same for all accounts. */
const catalog: Access = { ...account(anyRead, 'viewer'), inAccount: false };

/**
 * Who may do what, as it was decided, apart from what procedures say of themselves: both have to be changed for somebody to
 * be let in, and the change is seen here in one line. Visitors by a portal link may what `account` and `catalog` let
 * people do.
 */
export const RULES: Record<string, Access> = {
  'accounts.list': service,
  'accounts.create': service,
  'accounts.get': service,
  'accounts.update': service,
  'accounts.delete': service,
  'accounts.createPortalSession': service,
  'accounts.getPortalSession': service,
  'accounts.endPortalSession': service,
  'audit.list': { ...resident([], 'developer'), inAccount: false },
  'session.me': { ...person('viewer'), portal: true },
  'session.accounts': person('viewer'),
  'session.switchAccount': person('viewer'),
  'session.rename': person('viewer'),
  'session.list': person('viewer'),
  'session.end': person('viewer'),
  'session.endOthers': person('viewer'),
  'team.members': resident([], 'admin'),
  'team.changeRole': resident([], 'admin'),
  'team.remove': resident([], 'admin'),
  'team.invitations': resident([], 'admin'),
  'team.invite': resident([], 'admin'),
  'team.resendInvitation': resident([], 'admin'),
  'team.revokeInvitation': resident([], 'admin'),
  'webhooks.list': account('webhooks:read', 'developer'),
  'webhooks.create': account('webhooks:write', 'developer'),
  'webhooks.get': account('webhooks:read', 'developer'),
  'webhooks.update': account('webhooks:write', 'developer'),
  'webhooks.replace': account('webhooks:write', 'developer'),
  'webhooks.delete': account('webhooks:write', 'developer'),
  'webhooks.rollSecret': account('webhooks:write', 'developer'),
  'webhooks.revealSecret': person('developer'),
  'webhooks.jwks': { scopes: [], role: null, portal: false, service: false, open: true, inAccount: false },
  'webhooks.activity': account('webhooks:read', 'developer'),
  'webhooks.rows': account('webhooks:read', 'developer'),
  'metrics.stats': account('webhooks:read', 'developer'),
  'metrics.sparklines': account('webhooks:read', 'developer'),
  'metrics.volumes': account('webhooks:read', 'developer'),
  'metrics.overview': account('webhooks:read', 'developer'),
  'notifications.list': { ...person('developer'), portal: true },
  'notifications.unread': { ...person('developer'), portal: true },
  'notifications.markRead': { ...person('developer'), portal: true },
  'notifications.markAllRead': { ...person('developer'), portal: true },
  'notifications.banner': { ...person('developer'), portal: true },
  'notifications.preferences': person('developer'),
  'notifications.changePreferences': person('developer'),
  'notifications.changeDefaults': person('admin'),
  'trials.url': account('webhooks:write', 'developer'),
  'trials.webhook': account('webhooks:write', 'developer'),
  'trials.diagnose': account('webhooks:write', 'developer'),
  'deliveries.list': account('deliveries:read', 'developer'),
  'deliveries.exportCsv': account('deliveries:read', 'developer'),
  'deliveries.failedSummary': account('deliveries:read', 'developer'),
  'deliveries.retryFailed': account('deliveries:write', 'developer'),
  'deliveries.archiveFailed': account('deliveries:write', 'developer'),
  'deliveries.get': account('deliveries:read', 'developer'),
  'deliveries.attempts': account('deliveries:read', 'developer'),
  'deliveries.latestAttempts': account('deliveries:read', 'developer'),
  'deliveries.retry': account('deliveries:write', 'developer'),
  'deliveries.cancel': account('deliveries:write', 'developer'),
  'live.news': account(anyRead, 'viewer'),
  'listening.requests': account('events:read', 'developer'),
  'sourceIps.list': catalog,
  'replays.create': account('deliveries:write', 'developer'),
  'replays.list': account('deliveries:read', 'developer'),
  'replays.get': account('deliveries:read', 'developer'),
  'replays.cancel': account('deliveries:write', 'developer'),
  'replays.event': account('deliveries:write', 'developer'),
  'events.list': account('events:read', 'viewer'),
  'events.publish': account('events:write', 'developer'),
  'events.publishBatch': account('events:write', 'developer'),
  'events.get': account('events:read', 'viewer'),
  'eventTypes.list': catalog,
  'eventTypes.get': catalog,
  'eventTypes.put': service,
  'eventTypes.delete': service,
  'facets.list': account(anyRead, 'developer'),
  'filters.test': account(anyRead, 'developer'),
  'erasures.create': service,
  'signatures.verify': catalog,
  'play.inbox': account('webhooks:read', 'developer'),
  'play.setAnswer': account('webhooks:write', 'developer'),
  'play.clear': account('webhooks:write', 'developer'),
  'keys.list': keys,
  'keys.create': keys,
  'keys.get': keys,
  'keys.revoke': keys,
  'apps.list': resident(['keys:write'], 'developer'),
  'apps.install': resident(['keys:write'], 'developer'),
  'apps.get': resident(['keys:write'], 'developer'),
  'apps.uninstall': resident(['keys:write'], 'developer'),
};

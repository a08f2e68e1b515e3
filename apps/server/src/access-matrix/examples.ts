import { PASSWORD } from '../testing.ts';
import type { World } from './world.ts';

type Example = (ids: World['ids']) => Record<string, unknown>;

const URL = 'https://93.184.215.14/hooks';
const RANGE = { created_after: '2026-01-01T00:00:00Z', created_before: '2026-01-02T00:00:00Z' };
const NEVER = 'matrix.nowhere';

/**
 * One valid input of every procedure. Whoever adds a procedure adds it here; the matrix fails until then. A value that
 * is one of the ids is also tried with a neighbour's, and with one that nobody has.
 */
export const EXAMPLES: Record<string, Example> = {
  'accounts.list': () => ({}),
  'accounts.create': () => ({ name: 'Another' }),
  'accounts.get': ({ acct }) => ({ id: acct }),
  'accounts.update': ({ acct }) => ({ id: acct, name: 'Renamed' }),
  'accounts.delete': ({ acct }) => ({ id: acct }),
  'accounts.createPortalSession': ({ acct }) => ({ id: acct }),
  'accounts.endPortalSession': ({ acct, ptl }) => ({ id: acct, session_id: ptl }),
  'audit.list': () => ({}),
  'session.me': () => ({}),
  'session.accounts': () => ({}),
  'session.switchAccount': ({ acct }) => ({ account_id: acct }),
  'session.list': () => ({}),
  'session.end': () => ({ id: 'none' }),
  'session.endOthers': () => ({}),
  'team.members': () => ({}),
  'team.changeRole': ({ usr }) => ({ user_id: usr, role: 'viewer' }),
  'team.remove': ({ usr }) => ({ user_id: usr }),
  'team.invitations': () => ({}),
  'team.invite': () => ({ email: 'grace@example.com', role: 'viewer' }),
  'team.resendInvitation': ({ inv }) => ({ id: inv }),
  'team.revokeInvitation': ({ inv }) => ({ id: inv }),
  'webhooks.list': () => ({}),
  'webhooks.create': () => ({ url: URL, events: ['*'] }),
  'webhooks.get': ({ wh }) => ({ id: wh }),
  'webhooks.update': ({ wh }) => ({ id: wh, name: 'Other' }),
  'webhooks.replace': ({ wh }) => ({ id: wh, url: URL, events: ['*'], name: 'Put' }),
  'webhooks.delete': ({ wh }) => ({ id: wh }),
  'webhooks.rollSecret': ({ wh }) => ({ id: wh }),
  'webhooks.revealSecret': ({ wh }) => ({ id: wh, password: PASSWORD }),
  'webhooks.jwks': ({ wh }) => ({ id: wh }),
  'webhooks.activity': () => ({}),
  'deliveries.list': ({ wh }) => ({ id: wh }),
  'deliveries.exportCsv': ({ wh }) => ({ id: wh }),
  'deliveries.failedSummary': ({ wh }) => ({ id: wh }),
  'deliveries.retryFailed': ({ wh }) => ({ id: wh }),
  'deliveries.archiveFailed': ({ wh }) => ({ id: wh }),
  'deliveries.get': ({ del }) => ({ id: del }),
  'deliveries.attempts': ({ del }) => ({ id: del }),
  'deliveries.retry': ({ del }) => ({ id: del }),
  'deliveries.cancel': ({ del }) => ({ id: del }),
  'sourceIps.list': () => ({}),
  'replays.create': ({ wh }) => ({ ...RANGE, webhook_id: wh }),
  'replays.list': () => ({}),
  'replays.get': ({ rpl }) => ({ id: rpl }),
  'replays.cancel': ({ rpl }) => ({ id: rpl }),
  'replays.event': ({ evt, wh }) => ({ id: evt, webhook_id: wh }),
  'events.list': () => ({}),
  'events.publish': () => ({ type: 'tag.created', data: {} }),
  'events.publishBatch': () => ({ events: [{}] }),
  'events.get': ({ evt }) => ({ id: evt }),
  'eventTypes.list': () => ({}),
  'eventTypes.get': () => ({ name: 'tag.created' }),
  'eventTypes.put': () => ({ name: NEVER }),
  'eventTypes.delete': () => ({ name: NEVER }),
  'facets.list': () => ({ name: 'campaign' }),
  'filters.test': () => ({ filter: {} }),
  'erasures.create': () => ({ email: 'nobody@example.com' }),
  'signatures.verify': () => ({ headers: {}, body: '', secret: 'whsec_x' }),
  'play.inbox': () => ({}),
  'play.setAnswer': () => ({ status: 204 }),
  'play.clear': () => ({}),
  'keys.list': () => ({}),
  'keys.create': () => ({ name: 'Other', scopes: ['webhooks:read'] }),
  'keys.get': ({ key }) => ({ id: key }),
  'keys.revoke': ({ key }) => ({ id: key }),
  'apps.list': () => ({}),
  'apps.install': () => ({ name: 'Shop' }),
  'apps.get': ({ app }) => ({ id: app }),
  'apps.uninstall': ({ app }) => ({ id: app }),
};

/**
 * What only somebody who signed in with a password may do: visitors of the portal have neither a password, nor
 * sessions or accounts of their own, nor colleagues.
 */
export const NOT_FOR_VISITORS = new Set([
  'session.accounts',
  'session.switchAccount',
  'session.list',
  'session.end',
  'session.endOthers',
  'team.members',
  'team.changeRole',
  'team.remove',
  'team.invitations',
  'team.invite',
  'team.resendInvitation',
  'team.revokeInvitation',
  'webhooks.revealSecret',
]);

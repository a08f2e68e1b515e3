import { describe, expect, it } from 'vitest';
import { type Access, checkAccess } from './access.ts';
import type { Actor, Context } from './context.ts';

const OPEN: Access = {
  scopes: ['webhooks:read'],
  role: 'developer',
  portal: true,
  service: true,
  inAccount: true,
};

function askAs(actor: Actor, access: Access, parts: { accountId?: string; signedIn?: boolean } = {}) {
  const accountId = 'accountId' in parts ? parts.accountId : 'acct_1';
  // A check reads nothing else of a context.
  const ctx = { actor, accountId, signedIn: parts.signedIn ?? true } as Context & { signedIn: boolean };
  return () => checkAccess(ctx, access);
}

const person = (role: 'viewer' | 'developer' | 'admin'): Actor => ({
  type: 'user',
  id: 'u',
  name: 'Ada',
  role,
});
const key = (...scopes: ('webhooks:read' | 'webhooks:write')[]): Actor => ({
  type: 'app',
  id: 'app_1',
  name: 'CRM',
  keyId: 'key_1',
  scopes,
});
const service: Actor = { type: 'service', id: 'key_2', name: 'Billing' };

describe('whom a procedure lets in', () => {
  it('is nobody who did not prove who they are', () => {
    expect(askAs(service, OPEN, { signedIn: false })).toThrow('Send a key as "Authorization: Bearer tdg_…"');
  });

  it('is everybody where it is open', () => {
    const nobody: Actor = { type: 'system', id: 'anonymous', name: 'anonymous' };
    expect(askAs(nobody, { ...OPEN, open: true }, { signedIn: false })).not.toThrow();
  });

  it('are people from the least role on', () => {
    expect(askAs(person('viewer'), OPEN)).toThrow('This needs the role admin or developer.');
    expect(askAs(person('developer'), OPEN)).not.toThrow();
    expect(askAs(person('admin'), OPEN)).not.toThrow();
    expect(askAs(person('developer'), { ...OPEN, role: 'admin' })).toThrow('This needs the role admin.');
  });

  it('are no people where none is asked for', () => {
    expect(askAs(person('admin'), { ...OPEN, role: null })).toThrow('This needs a key.');
    expect(askAs(person('admin'), { ...OPEN, role: null, scopes: [] })).toThrow('This needs a service key.');
  });

  it('are visitors of the portal as people of the role in their link', () => {
    const visitor: Actor = { type: 'portal', id: 'p', name: 'Portal', role: 'viewer' };
    expect(askAs(visitor, OPEN)).toThrow('This needs the role admin or developer.');
    expect(askAs({ ...visitor, role: 'developer' }, OPEN)).not.toThrow();
  });

  it('are no visitors where the portal is not asked for', () => {
    const visitor: Actor = { type: 'portal', id: 'p', name: 'Portal', role: 'admin' };
    expect(askAs(visitor, { ...OPEN, portal: false })).toThrow('Visitors by a portal link cannot do this.');
    expect(askAs(person('admin'), { ...OPEN, portal: false })).not.toThrow();
  });

  it('are account keys with one of the scopes', () => {
    expect(askAs(key('webhooks:read'), OPEN)).not.toThrow();
    expect(askAs(key('webhooks:write'), OPEN)).toThrow('This key lacks the scope webhooks:read.');
    const either: Access = { ...OPEN, scopes: ['events:read', 'webhooks:write'] };
    expect(askAs(key('webhooks:write'), either)).not.toThrow();
    expect(askAs(key(), either)).toThrow('one of the scopes events:read, webhooks:write');
  });

  it('are no account keys where no scope opens it', () => {
    expect(askAs(key('webhooks:read'), { ...OPEN, scopes: [] })).toThrow('This needs a service key.');
    expect(askAs(key('webhooks:read'), { ...OPEN, scopes: [], service: false })).toThrow('sign in');
  });

  it('are service keys that name an account where it works in one', () => {
    expect(askAs(service, OPEN)).not.toThrow();
    expect(askAs(service, OPEN, { accountId: undefined })).toThrow('Tidings-Account');
    expect(askAs(service, { ...OPEN, inAccount: false }, { accountId: undefined })).not.toThrow();
    expect(askAs(service, { ...OPEN, service: false })).toThrow('Only people can do this');
  });

  it('is never Tidings itself from outside', () => {
    expect(askAs({ type: 'system', id: 's', name: 's' }, OPEN)).toThrow('Nobody asks for this from outside.');
  });
});

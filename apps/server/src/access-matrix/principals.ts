import { type Role, type Scope, SCOPES } from '@tidings/kernel/schema';
import type { installation } from '../testing.ts';
import { UNKNOWN } from './world.ts';

type Home = Awaited<ReturnType<typeof installation>>;

/** Who asks, as far as it matters for what they may do; `stranger` is whoever cannot prove who they are. */
export type Kind =
  | { type: 'stranger'; status: 401 }
  | { type: 'service'; account: 'none' | 'own' | 'unknown' | 'nonsense' }
  | { type: 'key'; scopes: readonly Scope[]; account: 'own' | 'foreign' }
  | { type: 'person' | 'visitor'; role: Role };

export type Principal = { name: string; kind: Kind; headers: Record<string, string> };

/** Everybody who can ask, in the account given; `foreign` is another one. */
export async function everybody(home: Home, accountId: string, foreign: string): Promise<Principal[]> {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const named = (id: string) => ({ 'tidings-account': id });
  const asService = bearer(home.serviceKey);
  const newKey = async (scopes: readonly Scope[]) => {
    const made = await home.api('POST', '/keys', {
      body: { name: 'Matrix', scopes },
      headers: named(accountId),
    });
    return { id: made.json.id as string, headers: bearer(made.json.key) };
  };
  const all = await newKey(SCOPES);
  const revoked = await newKey(SCOPES);
  await home.api('DELETE', `/keys/${revoked.id}`, { headers: named(accountId) });
  const roles = ['viewer', 'developer', 'admin'] as const;
  const cookies = new Map<Role, string>();
  for (const role of roles) cookies.set(role, (await home.addMember(accountId, role)).cookie);
  const ended = await newLeaver(home, accountId);
  const own = { origin: home.config.PUBLIC_URL };
  const signedOut = 'tidings.session_token=forged.c2lnbmF0dXJl';
  return [
    { name: 'nobody', kind: { type: 'stranger', status: 401 }, headers: {} },
    { name: 'a key that never was', kind: stranger, headers: bearer('tdg_ak_0123456789abcdefghij') },
    { name: 'a key that was revoked', kind: stranger, headers: revoked.headers },
    { name: 'another scheme than Bearer', kind: stranger, headers: { authorization: 'Basic YTpi' } },
    { name: 'a session that has ended', kind: stranger, headers: { cookie: ended, ...own } },
    { name: 'a session that was forged', kind: stranger, headers: { cookie: signedOut, ...own } },
    {
      name: 'a service',
      kind: { type: 'service', account: 'own' },
      headers: { ...asService, ...named(accountId) },
    },
    {
      name: 'a service that names no account',
      kind: { type: 'service', account: 'none' },
      headers: asService,
    },
    {
      name: 'a service that names an unknown account',
      kind: { type: 'service', account: 'unknown' },
      headers: { ...asService, ...named(String(UNKNOWN['acct'])) },
    },
    {
      name: 'a service that names nonsense',
      kind: { type: 'service', account: 'nonsense' },
      headers: { ...asService, ...named('1 OR 1=1') },
    },
    ...(await Promise.all(
      SCOPES.map(async (scope): Promise<Principal> => ({
        name: `a key with ${scope}`,
        kind: { type: 'key', scopes: [scope], account: 'own' },
        headers: (await newKey([scope])).headers,
      })),
    )),
    ...(await Promise.all(
      SCOPES.map(async (scope): Promise<Principal> => {
        const scopes = SCOPES.filter((each) => each !== scope);
        const { headers } = await newKey(scopes);
        return {
          name: `a key with all but ${scope}`,
          kind: { type: 'key', scopes, account: 'own' },
          headers,
        };
      }),
    )),
    {
      name: 'a key with every scope',
      kind: { type: 'key', scopes: SCOPES, account: 'own' },
      headers: all.headers,
    },
    {
      name: 'a key that names another account',
      kind: { type: 'key', scopes: SCOPES, account: 'foreign' },
      headers: { ...all.headers, ...named(foreign) },
    },
    ...roles.map((role): Principal => ({
      name: `a person who is ${role}`,
      kind: { type: 'person', role },
      headers: { cookie: cookies.get(role) ?? '', ...own },
    })),
    ...(await Promise.all(roles.map((role) => newVisitor(home, accountId, role)))),
  ];
}

const stranger: Kind = { type: 'stranger', status: 401 };

/** @returns the cookies of somebody who has signed out: they are sent all the same. */
async function newLeaver(home: Home, accountId: string): Promise<string> {
  const { cookie } = await home.addMember(accountId, 'admin');
  const headers = { cookie, origin: new URL(home.config.PUBLIC_URL).origin };
  await home.request('POST', '/api/auth/sign-out', { headers, body: {} });
  return cookie;
}

async function newVisitor(home: Home, accountId: string, role: Role): Promise<Principal> {
  const made = await home.api('POST', `/accounts/${accountId}/portal_sessions`, { body: { role } });
  const token = new URL(made.json.url).hash.replace('#token=', '');
  const headers = { origin: new URL(home.config.PUBLIC_URL).origin };
  const entered = await home.request('POST', '/api/portal/enter', { body: { token }, headers });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return {
    name: `a visitor of the portal who is ${role}`,
    kind: { type: 'visitor', role },
    headers: { cookie, origin: home.config.PUBLIC_URL },
  };
}

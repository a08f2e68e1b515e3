import { type Role, type Scope, SCOPES } from '@tidings/kernel/schema';
import { type installation, PASSWORD } from '../testing.ts';
import { UNKNOWN } from './world.ts';

type Home = Awaited<ReturnType<typeof installation>>;

/** Who asks, as far as it matters for what they may do; `stranger` is whoever cannot prove who they are. */
export type Kind =
  | { type: 'stranger'; hasKey: boolean }
  /** Signed in, and in no account. */
  | { type: 'outsider' }
  | { type: 'service'; account: 'none' | 'own' | 'unknown' | 'nonsense' }
  | { type: 'key'; scopes: readonly Scope[]; account: 'own' | 'foreign' }
  /** `shows`: the account that their page names. */
  | { type: 'person' | 'visitor'; role: Role; shows?: 'foreign' };

export type Principal = { name: string; kind: Kind; headers: Record<string, string> };

/** Everybody who can ask, in the account given; `foreign` is another one. */
export async function everybody(home: Home, accountId: string, foreign: string): Promise<Principal[]> {
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const named = (id: string) => ({ 'tidings-account': id });
  const asService = bearer(home.serviceKey);
  const newKey = async (scopes: readonly Scope[], more: object = {}) => {
    const made = await home.api('POST', '/keys', {
      body: { name: 'Matrix', scopes, ...more },
      headers: named(accountId),
    });
    return { id: made.json.id as string, headers: bearer(made.json.key) };
  };
  const all = await newKey(SCOPES);
  const revoked = await newKey(SCOPES);
  await home.api('DELETE', `/keys/${revoked.id}`, { headers: named(accountId) });
  const expired = await newKey(SCOPES);
  await home.expireKey(expired.id);
  const app = await home.api('POST', '/apps', { body: { name: 'Matrix' }, headers: named(accountId) });
  const ofApp = await newKey(SCOPES, { app_id: app.json.id });
  const roles = ['viewer', 'developer', 'admin'] as const;
  const cookies = new Map<Role, string>();
  for (const role of roles) cookies.set(role, (await home.addMember(accountId, role)).cookie);
  const ended = await newLeaver(home, accountId);
  const own = { origin: home.config.PUBLIC_URL };
  const signedOut = 'tidings.session_token=forged.c2lnbmF0dXJl';
  return [
    { name: 'nobody', kind: stranger, headers: {} },
    { name: 'a key that never was', kind: wrongKey, headers: bearer('tdg_ak_0123456789abcdefghij') },
    { name: 'a key that was revoked', kind: wrongKey, headers: revoked.headers },
    { name: 'a key that has expired', kind: wrongKey, headers: expired.headers },
    { name: 'another scheme than Bearer', kind: wrongKey, headers: { authorization: 'Basic YTpi' } },
    { name: 'a session that has ended', kind: stranger, headers: { cookie: ended, ...own } },
    { name: 'a session that was forged', kind: stranger, headers: { cookie: signedOut, ...own } },
    {
      name: 'a session that awaits the second factor',
      kind: stranger,
      headers: { cookie: await newHalfWay(home, accountId), ...own },
    },
    {
      name: 'a member who was removed',
      kind: { type: 'outsider' },
      headers: { cookie: await newRemoved(home, accountId), ...own },
    },
    {
      name: 'a visit by a portal link that has ended',
      kind: stranger,
      headers: { cookie: await newEndedVisit(home, accountId), ...own },
    },
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
      name: 'a key of an app with every scope',
      kind: { type: 'key', scopes: SCOPES, account: 'own' },
      headers: ofApp.headers,
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
    {
      name: 'an admin whose page shows another account',
      kind: { type: 'person', role: 'admin', shows: 'foreign' },
      headers: { cookie: cookies.get('admin') ?? '', ...own, ...named(foreign) },
    },
    ...(await Promise.all(roles.map((role) => newVisitor(home, accountId, role)))),
  ];
}

const stranger: Kind = { type: 'stranger', hasKey: false };
const wrongKey: Kind = { type: 'stranger', hasKey: true };

/** @returns the cookies of somebody who has signed out: they are sent all the same. */
async function newLeaver(home: Home, accountId: string): Promise<string> {
  const { cookie } = await home.addMember(accountId, 'admin');
  const headers = { cookie, origin: new URL(home.config.PUBLIC_URL).origin };
  await home.request('POST', '/api/auth/sign-out', { headers, body: {} });
  return cookie;
}

/** @returns the cookies of somebody whose password was right and whose code is still to come. */
async function newHalfWay(home: Home, accountId: string): Promise<string> {
  const { id, email } = await home.addMember(accountId, 'admin');
  await home.awaitSecondFactor(id);
  const cookie = await home.signIn({ email, password: PASSWORD });
  if (!cookie.includes('two_factor')) throw new Error(`The second factor is not awaited: ${cookie}`);
  return cookie;
}

async function newRemoved(home: Home, accountId: string): Promise<string> {
  const { id, cookie } = await home.addMember(accountId, 'admin');
  const headers = { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': accountId };
  await home.request('POST', '/trpc/team.remove', { headers, body: { user_id: id } });
  return cookie;
}

async function newEndedVisit(home: Home, accountId: string): Promise<string> {
  const { id, cookie } = await enterPortal(home, accountId, 'admin');
  await home.api('DELETE', `/accounts/${accountId}/portal_sessions/${id}`);
  return cookie;
}

async function newVisitor(home: Home, accountId: string, role: Role): Promise<Principal> {
  return {
    name: `a visitor of the portal who is ${role}`,
    kind: { type: 'visitor', role },
    headers: { cookie: (await enterPortal(home, accountId, role)).cookie, origin: home.config.PUBLIC_URL },
  };
}

async function enterPortal(
  home: Home,
  accountId: string,
  role: Role,
): Promise<{ id: string; cookie: string }> {
  const made = await home.api('POST', `/accounts/${accountId}/portal_sessions`, { body: { role } });
  const token = new URL(made.json.url).hash.replace('#token=', '');
  const headers = { origin: new URL(home.config.PUBLIC_URL).origin };
  const entered = await home.request('POST', '/api/portal/enter', { body: { token }, headers });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { id: made.json.id, cookie };
}

import { type Context, newId, statement } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate, createAccount } from './index.ts';
import { KEY_LIFETIME_MS } from './keys/accept-key.ts';
import { hashOfKey } from './keys/key-text.ts';
import { switchAccount } from './people/switch-account.ts';
import { inhabited } from './testing.ts';

const anonymous = { type: 'system', id: 'anonymous', name: 'anonymous' };

let home: Awaited<ReturnType<typeof inhabited>>;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());

const enter = (headers: Record<string, string>, method = 'GET') =>
  authenticate(home.auth, home.process, { method, headers });

const run = (text: string, values: unknown[]) => home.database.query(statement<never>('', text), values);

describe('a request without key and cookie', () => {
  it('is anonymous', async () => {
    expect(await enter({})).toEqual({ signedIn: false, actor: anonymous, accountId: undefined });
  });

  it('is anonymous with somebody else’s cookies too', async () => {
    expect(await enter({ cookie: 'theme=dark; tidings.session_token=forged.c2lnbmF0dXJl' })).toMatchObject({
      signedIn: false,
    });
  });
});

describe('a service key', () => {
  const bearer = (key: string, more: Record<string, string> = {}) =>
    enter({ authorization: `Bearer ${key}`, ...more });

  it('is accepted, and names no account by itself', async () => {
    expect(await bearer(home.serviceKey)).toEqual({
      signedIn: true,
      actor: {
        type: 'service',
        id: expect.stringMatching(/^key_/),
        name: 'Configured service key',
      },
      accountId: undefined,
    });
  });

  it('needs no origin for changes', async () => {
    const principal = await enter(
      { authorization: `bearer ${home.serviceKey}`, origin: 'https://evil.example' },
      'POST',
    );
    expect(principal.signedIn).toBe(true);
  });

  it.each([
    ['altered', 'tdg_sk_0123456789abcdefghiK'],
    ['too short', 'tdg_sk_012'],
    ['of another make', 'sk_live_0123456789abcdefghij'],
    ['empty', ''],
  ])('is refused when it is %s, without being repeated', async (_, key) => {
    const refusal = await bearer(key).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'DomainError', code: 'unauthenticated' });
    expect(JSON.stringify([refusal, String(refusal)])).not.toContain(key || home.serviceKey);
  });

  it('is refused in another scheme, even beside a valid session', async () => {
    const { cookie } = await home.signIn();
    await expect(enter({ authorization: 'Basic YTpi', cookie })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('is refused at the latest two seconds after it was revoked', async () => {
    const key = 'tdg_sk_soon_to_be_revoked';
    const insert = `INSERT INTO identity.api_key (id, kind, name, hash, hint) VALUES ($1, 'service', 'x', $2, 'x')`;
    await run(insert, [newId('key'), hashOfKey(key)]);
    await bearer(key);
    await run('UPDATE identity.api_key SET revoked_at = now() WHERE hash = $1', [hashOfKey(key)]);
    home.passMs(KEY_LIFETIME_MS);
    await expect(bearer(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('that was refused is accepted as soon as it exists', async () => {
    const key = 'tdg_sk_not_there_before';
    await expect(bearer(key)).rejects.toMatchObject({ code: 'unauthenticated' });
    const insert = `INSERT INTO identity.api_key (id, kind, name, hash, hint) VALUES ($1, 'service', 'x', $2, 'x')`;
    await run(insert, [newId('key'), hashOfKey(key)]);
    expect(await bearer(key)).toMatchObject({ signedIn: true });
  });

  it('is looked up once for many requests', async () => {
    home.passMs(KEY_LIFETIME_MS);
    let queries = 0;
    const database: Context['database'] = {
      ...home.database,
      query: (query, values) => {
        queries += 1;
        return home.database.query(query, values);
      },
    };
    const counted = { ...home.process, database };
    const headers = { authorization: `Bearer ${home.serviceKey}`, 'tidings-account': home.account.id };
    await Promise.all(
      Array.from({ length: 50 }, () => authenticate(home.auth, counted, { method: 'POST', headers })),
    );
    expect(queries).toBe(2);
  });

  it('acts in the account of the header Tidings-Account', async () => {
    const principal = await bearer(home.serviceKey, { 'tidings-account': home.account.id });
    expect(principal.accountId).toBe(home.account.id);
  });

  it('may name an account the moment it was made', async () => {
    const id = newId('acct');
    await expect(bearer(home.serviceKey, { 'tidings-account': id })).rejects.toMatchObject({
      code: 'not_found',
    });
    const account = await createAccount(home.asService(), { name: 'New' });
    expect(await bearer(home.serviceKey, { 'tidings-account': account.id })).toMatchObject({
      accountId: account.id,
    });
  });

  it('is refused with a Tidings-Account header that is no account’s id', async () => {
    for (const header of [
      'acct_1',
      'wh_01k9w3m5kqe8nb2v7x4r6t0zcd',
      '',
      `${home.account.id}, ${home.account.id}`,
    ]) {
      await expect(bearer(home.serviceKey, { 'tidings-account': header })).rejects.toMatchObject({
        code: 'malformed',
        message: expect.stringContaining('Tidings-Account'),
      });
    }
  });
});

describe('a session cookie', () => {
  it('stands for the person, with their role and account', async () => {
    const { cookie } = await home.signIn();
    expect(await enter({ cookie })).toEqual({
      signedIn: true,
      actor: {
        type: 'user',
        id: expect.any(String),
        name: 'Admin',
        role: 'admin',
        sessionId: expect.any(String),
      },
      accountId: home.account.id,
    });
  });

  it('makes changes from our own pages only', async () => {
    const { cookie } = await home.signIn();
    const change = (headers: Record<string, string>, method = 'POST') =>
      enter({ cookie, ...headers }, method);
    const own: Record<string, string>[] = [
      { origin: home.origin },
      { origin: 'http://127.0.0.1:3400' },
      { referer: `${home.origin}/dashboard/events?x=1` },
      { 'sec-fetch-site': 'same-origin' },
    ];
    for (const headers of own) expect(await change(headers)).toMatchObject({ signedIn: true });
    const foreign: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://evil.example', referer: home.origin, 'sec-fetch-site': 'same-origin' },
      { referer: 'http://localhost:3400.evil.example/' },
      { referer: 'nonsense' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        await expect(change(headers, method)).rejects.toMatchObject({ code: 'forbidden' });
      }
      expect(await change(headers, 'GET')).toMatchObject({ signedIn: true });
    }
  });

  it('acts in the account that the person chose last, as long as they are a member there', async () => {
    const { cookie } = await home.signIn();
    const other = await createAccount(home.asService(), { name: 'Other' });
    const { actor } = await enter({ cookie });
    const join = `INSERT INTO identity.member (id, account_id, user_id, role, created_at) VALUES ($1, $2, $3, $4, now())`;
    await run(join, ['m2', other.id, actor.id, 'viewer']);
    expect(await enter({ cookie })).toMatchObject({ accountId: home.account.id });

    const context = { ...home.asService(), actor, accountId: home.account.id };
    await switchAccount(context, { account_id: other.id });
    expect(await enter({ cookie })).toMatchObject({ accountId: other.id, actor: { role: 'viewer' } });
    expect(await enter({ cookie, 'tidings-account': other.id })).toMatchObject({ accountId: other.id });
    await expect(enter({ cookie, 'tidings-account': home.account.id })).rejects.toMatchObject({
      code: 'conflict',
      issues: [{ path: 'Tidings-Account' }],
    });

    await run(`DELETE FROM identity.member WHERE id = $1`, ['m2']);
    expect(await enter({ cookie })).toMatchObject({ accountId: home.account.id, actor: { role: 'admin' } });
  });

  it('ends with signing out', async () => {
    const { cookie } = await home.signIn();
    await home.post('/sign-out', {}, { cookie });
    expect(await enter({ cookie })).toMatchObject({ signedIn: false });
  });
});

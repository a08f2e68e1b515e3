import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { inhabited } from '../testing.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { forgetEnded } from './forget-ended.ts';
import { listOwnAccounts } from './list-own-accounts.ts';
import { listSessions } from './list-sessions.ts';
import { noteUse } from './session-limits.ts';
import { switchAccount } from './switch-account.ts';
import { addAccount, addMember, addPerson, asPerson } from './testing-people.ts';

let home: Awaited<ReturnType<typeof inhabited>>;
let grace: Awaited<ReturnType<typeof addPerson>>;
let turn = 0;
beforeAll(async () => {
  home = await inhabited();
});
afterAll(() => home.close());
beforeEach(async () => {
  await home.database.pool.query('TRUNCATE identity.attempt');
  turn += 1;
  grace = await addPerson(home, `grace${turn}@example.com`, 'developer');
});

const run = (text: string, values: unknown[] = []) => home.database.pool.query(text, values);

/** Signs in and answers what the next request with its cookie is taken for. */
async function enter() {
  const { cookie } = await home.signIn(grace.credentials);
  const ask = () => authenticate(home.auth, home.process, { method: 'GET', headers: { cookie } });
  const { actor } = await ask();
  const sessionId = actor.type === 'user' ? actor.sessionId : undefined;
  const context = asPerson(home, grace.id, { actor, role: 'developer' });
  return { cookie, ask, sessionId: String(sessionId), context };
}

describe('a session', () => {
  it('is another one at every sign-in, and replaces the one that the browser had', async () => {
    const first = await enter();
    const second = await home.post('/sign-in/email', grace.credentials, { cookie: first.cookie });
    expect(second.headers.getSetCookie()[0]).not.toContain(first.cookie.split('=')[1]);
    expect(await first.ask()).toMatchObject({ signedIn: false });
  });

  it('ends when it was not used for seven days', async () => {
    const { ask, sessionId } = await enter();
    await run(`UPDATE identity.session SET updated_at = now() - interval '6 days 23 hours' WHERE id = $1`, [
      sessionId,
    ]);
    expect(await ask()).toMatchObject({ signedIn: true });
    const { rows } = await run(
      `SELECT updated_at > now() - interval '1 minute' AS used FROM identity.session WHERE id = $1`,
      [sessionId],
    );
    expect(rows).toEqual([{ used: true }]);
    await run(`UPDATE identity.session SET updated_at = now() - interval '7 days' WHERE id = $1`, [
      sessionId,
    ]);
    expect(await ask()).toMatchObject({ signedIn: false });
  });

  it('ends after thirty days, however often it is used', async () => {
    const { ask, sessionId } = await enter();
    const { rows } = await run(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::integer AS days FROM identity.session WHERE id = $1`,
      [sessionId],
    );
    expect(rows).toEqual([{ days: 30 }]);
    await run(`UPDATE identity.session SET updated_at = now() - interval '1 hour' WHERE id = $1`, [
      sessionId,
    ]);
    await ask();
    await run(`UPDATE identity.session SET expires_at = now() WHERE id = $1`, [sessionId]);
    expect(await ask()).toMatchObject({ signedIn: false });
  });

  it('that was idle for too long is over for all requests that come at once', async () => {
    const { ask, sessionId } = await enter();
    await run(`UPDATE identity.session SET updated_at = now() - interval '8 days' WHERE id = $1`, [
      sessionId,
    ]);
    const answers = await Promise.all(Array.from({ length: 12 }, ask));
    expect(answers.map(({ signedIn }) => signedIn)).toEqual(Array.from({ length: 12 }, () => false));
    const found = { id: sessionId, updatedAt: new Date(Date.now() - 8 * 86_400_000) };
    expect(await noteUse(home.database, found, new Date())).toBe(false);
  });

  it('that was ended a moment ago is over for a request that has just found it', async () => {
    const { sessionId } = await enter();
    const found = { id: sessionId, updatedAt: new Date(Date.now() - 3_600_000) };
    expect(await noteUse(home.database, found, new Date())).toBe(true);
    await run('DELETE FROM identity.session WHERE id = $1', [sessionId]);
    expect(await noteUse(home.database, found, new Date())).toBe(false);
  });

  it('is not opened by what the database holds of it', async () => {
    const { cookie, sessionId } = await enter();
    const { rows } = await run('SELECT token FROM identity.session WHERE id = $1', [sessionId]);
    const [name] = cookie.split('=');
    const headers = { cookie: `${name}=${encodeURIComponent(rows[0].token)}` };
    expect(await authenticate(home.auth, home.process, { method: 'GET', headers })).toMatchObject({
      signedIn: false,
    });
  });

  it('that was idle for too long changes no password either', async () => {
    const { cookie, sessionId } = await enter();
    await run(`UPDATE identity.session SET updated_at = now() - interval '8 days' WHERE id = $1`, [
      sessionId,
    ]);
    const body = { currentPassword: grace.credentials.password, newPassword: 'nine lemons at a harbour' };
    expect((await home.post('/change-password', body, { cookie })).status).toBe(401);
  });

  it('is removed some time after it ended', async () => {
    const { sessionId, context } = await enter();
    await run(`UPDATE identity.session SET updated_at = now() - interval '8 days' WHERE id = $1`, [
      sessionId,
    ]);
    await forgetEnded(context);
    expect((await run('SELECT FROM identity.session WHERE id = $1', [sessionId])).rowCount).toBe(0);
  });
});

describe('the list of sessions', () => {
  it('shows the person’s own, says which is this one, and nothing that opens one', async () => {
    const first = await enter();
    const second = await enter();
    const { data } = await listSessions(second.context);
    expect(data.map(({ id, current }) => [id, current])).toEqual([
      [second.sessionId, true],
      [first.sessionId, false],
    ]);
    expect(data[0]).toMatchObject({ address: '127.0.0.1', user_agent: expect.any(String) });
    expect(JSON.stringify(data)).not.toContain(first.cookie.split('=')[1]!.split('.')[0]);
  });

  it('ends one of them, or all others', async () => {
    const [first, second, third] = [await enter(), await enter(), await enter()];
    await endSession(third.context, { id: first.sessionId });
    expect(await first.ask()).toMatchObject({ signedIn: false });
    expect(await endOtherSessions(third.context)).toEqual({ ended: 1 });
    expect(await second.ask()).toMatchObject({ signedIn: false });
    expect(await third.ask()).toMatchObject({ signedIn: true });
  });

  it('ends nobody else’s', async () => {
    const own = await enter();
    const stranger = await addPerson(home, `eve${turn}@example.com`, 'admin');
    await expect(endSession(asPerson(home, stranger.id), { id: own.sessionId })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await own.ask()).toMatchObject({ signedIn: true });
  });
});

describe('a person of several accounts', () => {
  it('sees them, and goes from one to another in this session only', async () => {
    const other = await addAccount(home, 'Another account');
    await addMember(home, { userId: grace.id, accountId: other, role: 'viewer' });
    const [here, elsewhere] = [await enter(), await enter()];
    expect((await listOwnAccounts(here.context)).data).toEqual([
      { id: other, name: 'Another account', role: 'viewer', current: false },
      { id: home.account.id, name: 'Default account', role: 'developer', current: true },
    ]);
    await switchAccount(here.context, { account_id: other });
    expect(await here.ask()).toMatchObject({ accountId: other, actor: { role: 'viewer' } });
    expect(await elsewhere.ask()).toMatchObject({ accountId: home.account.id, actor: { role: 'developer' } });
  });

  it('does not get into an account of others', async () => {
    const { context, ask } = await enter();
    const foreign = await addAccount(home, 'Foreign account');
    await expect(switchAccount(context, { account_id: foreign })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await ask()).toMatchObject({ accountId: home.account.id });
  });
});

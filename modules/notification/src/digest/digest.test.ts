import { peopleOf } from '@tidings/identity';
import { putInAccount, removeMembership } from '@tidings/identity/testing';
import { keyRingOf } from '@tidings/secret/wiring';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { sendDueMails } from '../send-due-mails.ts';
import { openSmtp } from '../smtp.ts';
import { startMailServer } from '../testing-mail-server.ts';
import { installation } from '../testing.ts';
import { failuresAsked } from './failures-hook.ts';
import { mailDueNotices } from './mail-due-notices.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation({ SMTP_URL: 'smtp://127.0.0.1:1' });
  failuresAsked.connect(async (_sql, ids) => {
    const at = new Date('2026-11-21T14:05:00Z');
    return new Map(
      ids.map((id) => [id, [{ at, statusCode: null, error: 'timeout', eventType: 'email.<opened>' }]]),
    );
  });
});
afterAll(() => home.close());
beforeEach(async () => {
  for (const table of ['notice', 'digest', 'mail', 'person_preference', 'account_preference'])
    await home.run(`DELETE FROM notification.${table}`);
});

/** A mail server that works, and rounds in which what is due is mailed to it. */
async function setup() {
  const { url, received } = await startMailServer();
  const vault = keyRingOf(home.config);
  const { send, close } = openSmtp({ ...home.config, SMTP_URL: url });
  onTestFinished(close);
  const parts = { ...home, vault, send };
  return {
    received,
    subjects: () => received.map(({ source }) => /^Subject: (.*)$/m.exec(source)?.[1]),
    queue: () => mailDueNotices(parts),
    sendQueued: () => sendDueMails(parts),
    round: async () => {
      await mailDueNotices(parts);
      await sendDueMails(parts);
    },
    parts,
  };
}

const putInFirst = (userId: string, role: 'admin' | 'viewer') =>
  putInAccount(home.database, { accountId: home.first.accountId, userId, role });

const hook = (name: string) => home.first.hook(name);

/** The only member of the first account. */
async function admin() {
  const { people } = await peopleOf(home.database, home.first.accountId);
  return home.first.person('admin', people[0]?.id);
}

describe('what happens to webhooks', () => {
  it('is mailed after it has waited for company, as text and HTML, with the last errors and a link', async () => {
    const { received, subjects, round } = await setup();
    const id = await hook('Ledger <b>');
    await home.record(id, '-----');
    await round();
    expect(received).toEqual([]);
    await home.pass('61 seconds');
    await round();
    await round();
    expect(subjects()).toEqual(['Webhook is failing: Ledger <b>']);
    expect(received[0]?.to).toEqual(['ada@example.com']);
    const source = (received[0]?.source ?? '').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
    expect(source).toContain(
      `https://hooks.example.com/dashboard/settings/webhooks/${id}?account=${home.first.accountId}`,
    );
    expect(source).toContain('email.<opened>, no answer in time');
    expect(source).toContain('email.&lt;opened&gt;, no answer in time');
    expect(source).toContain(
      '<p style="margin:0 0 4px;font-weight:560;word-break:break-word">Ledger &lt;b&gt;</p>',
    );
    expect(source).toContain('You get this because you are an admin of Default account.');
  });

  it('to several within a minute goes in one mail', async () => {
    const { subjects, round } = await setup();
    const ids = await Promise.all(['One', 'Two', 'Three'].map(hook));
    for (const id of ids) await home.record(id, '-'.repeat(50));
    await home.pass('61 seconds');
    await round();
    expect(subjects()).toEqual(['News of 3 webhooks of Default account']);
  });

  it('waits a quarter of an hour after a mail, and then goes together', async () => {
    const { subjects, round } = await setup();
    const [one, two, three] = await Promise.all(['One', 'Two', 'Three'].map(hook));
    await home.record(one ?? '', '-----');
    await home.pass('61 seconds');
    await round();
    await home.record(two ?? '', '-----');
    await home.pass('5 minutes');
    await home.record(three ?? '', '-----');
    await round();
    expect(subjects()).toHaveLength(1);
    await home.pass('11 minutes');
    await round();
    expect(subjects()).toEqual(['Webhook is failing: One', 'News of 2 webhooks of Default account']);
  });

  it('is mailed within seconds when one is disabled, once, and says no more than that', async () => {
    const { subjects, round } = await setup();
    const id = await hook('Ledger');
    for (const batch of ['-'.repeat(50), '-'.repeat(30), '-'.repeat(20)]) await home.record(id, batch);
    await home.pass('6 seconds');
    await round();
    await home.pass('1 hour');
    await round();
    expect(subjects()).toEqual(['Webhook paused after 100 consecutive failures: Ledger']);
  });

  it('waits a minute after a mail when many are disabled', async () => {
    const { subjects, round } = await setup();
    for (const name of ['One', 'Two', 'Three']) {
      await home.record(await hook(name), '!');
      await home.pass('6 seconds');
      await round();
    }
    expect(subjects()).toEqual(['Webhook paused because the endpoint answered 410 Gone: One']);
    await home.pass('1 minute');
    await round();
    expect(subjects()[1]).toBe('News of 2 webhooks of Default account');
  });

  it('is not mailed when it was over before, and its end only to who heard of its begin', async () => {
    const { subjects, round } = await setup();
    const id = await hook('Ledger');
    await home.record(id, '-----');
    await home.record(id, '+');
    await home.pass('61 seconds');
    await round();
    expect(subjects()).toEqual([]);
    await home.record(id, '-----');
    await home.pass('61 seconds');
    await round();
    await home.record(id, '+');
    await home.pass('16 minutes');
    await round();
    expect(subjects()).toEqual(['Webhook is failing: Ledger', 'Webhook is healthy again: Ledger']);
  });

  it('is not mailed when it has waited for days', async () => {
    const { received, round } = await setup();
    await home.record(await hook('Ledger'), '!');
    await home.pass('49 hours');
    await round();
    expect(received).toEqual([]);
  });

  it('is mailed once by however many processes', async () => {
    const { received, parts, round } = await setup();
    await home.record(await hook('Ledger'), '!');
    await home.pass('6 seconds');
    await Promise.all(Array.from({ length: 6 }, () => mailDueNotices(parts)));
    await round();
    expect(received).toHaveLength(1);
  });

  it('is not mailed of webhooks that were deleted meanwhile, nor where nobody is', async () => {
    const { received, round } = await setup();
    const account = home.account();
    await home.record(await account.hook(), '!');
    const gone = await hook('Gone');
    await home.record(gone, '!');
    await home.first.remove(gone);
    await home.pass('6 seconds');
    await round();
    expect(received).toEqual([]);
  });
});

describe('a mail that waits', () => {
  it.each([
    ['was removed from the account', (userId: string) => removeMembership(home.database, userId)],
    ['was made a viewer', (userId: string) => putInFirst(userId, 'viewer')],
  ])('is not sent to who %s meanwhile', async (_, change) => {
    const { received, queue, sendQueued } = await setup();
    const { people } = await peopleOf(home.database, home.first.accountId);
    const userId = people[0]?.id ?? '';
    await home.record(await hook('Ledger'), '!');
    await home.pass('6 seconds');
    await queue();
    await change(userId);
    await sendQueued();
    await putInFirst(userId, 'admin');
    expect(received).toEqual([]);
    const { rows } = await home.run('SELECT status, last_error, sealed FROM notification.mail');
    expect(rows).toEqual([
      { status: 'failed', last_error: expect.stringContaining('may not see webhooks'), sealed: null },
    ]);
  });
});

describe('what is mailed', () => {
  it('is what the account chose, unless the person chose otherwise', async () => {
    const { subjects, round } = await setup();
    const mail = async (name: string) => {
      await home.record(await hook(name), '-----');
      await home.pass('16 minutes');
      await round();
    };
    const own = await admin();
    await own.changeDefaults({ mailed: { 'webhook.degraded': false } });
    await mail('One');
    expect(subjects()).toEqual([]);
    await own.changePreferences({ mailed: { 'webhook.degraded': true } });
    await mail('Two');
    expect(subjects()).toEqual(['Webhook is failing: Two']);
    await own.changePreferences({ mailed: { 'webhook.degraded': null } });
    await mail('Three');
    expect(subjects()).toHaveLength(1);
  });

  it('is not that a webhook is healthy again, to who does not want to hear that one fails', async () => {
    const { subjects, round } = await setup();
    const own = await admin();
    const fail = async (name: string) => {
      const id = await hook(name);
      await home.record(id, '-----');
      await home.pass('16 minutes');
      await round();
      return id;
    };
    const recover = async (id: string) => {
      await home.record(id, '+');
      await home.pass('16 minutes');
      await round();
    };
    const one = await fail('One');
    await own.changePreferences({ mailed: { 'webhook.degraded': false } });
    await recover(one);
    expect(subjects()).toEqual(['Webhook is failing: One']);
    await own.changePreferences({ mailed: { 'webhook.degraded': null } });
    await recover(await fail('Two'));
    expect(subjects().slice(1)).toEqual(['Webhook is failing: Two', 'Webhook is healthy again: Two']);
  });
});

import { createServer } from 'node:net';
import { createLog, type Database, readConfig, type Statement } from '@tidings/kernel';
import { createTestDatabase } from '@tidings/kernel/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Mail } from './mail.ts';
import { startMailSender } from './mail-sender.ts';
import { invitationMail } from './mails/invitation.ts';
import { mailInvitation } from './notify-people.ts';
import { queueMail } from './queue-mail.ts';
import { sendDueMails } from './send-due-mails.ts';
import { openSmtp } from './smtp.ts';
import { startMailServer } from './testing-mail-server.ts';
import { notificationMigrations } from './wiring.ts';

let home: Awaited<ReturnType<typeof createTestDatabase>>;
beforeEach(async () => {
  home = await createTestDatabase({ steps: notificationMigrations });
});
afterEach(() => home.drop());

/** Reverses, so that nothing can be read by accident; the key ring of the module of secrets has tests of its own. */
const vault = {
  seal: (plain: string, owner: string) => ({
    kid: 'k1',
    sealed: Buffer.from([...`${owner}\n${plain}`].toReversed().join('')),
  }),
  open: ({ sealed }: { sealed: Buffer }, owner: string) => {
    const [to, ...plain] = [...sealed.toString()].toReversed().join('').split('\n');
    if (to !== owner) throw new Error('It belongs to another row.');
    return plain.join('\n');
  },
};

const configOf = (url: string | undefined, more: Record<string, string> = {}) =>
  readConfig(
    { ...(url !== undefined && { SMTP_URL: url }), PUBLIC_URL: 'https://hooks.example.com', ...more },
    'dev',
  );

const mail = (more: Partial<Mail> = {}): Mail => ({
  kind: 'test',
  to: 'grace@example.com',
  subject: 'Hello',
  text: 'Read this.',
  html: '<p>Read this.</p>',
  expiresAt: new Date(Date.now() + 3_600_000),
  ...more,
});

/** Queues an e-mail and lets one round of sending go over the queue. */
async function deliver(url: string, given: Mail, more: Record<string, string> = {}) {
  const config = configOf(url, more);
  await home.database.transaction((tx) => queueMail({ config, vault }, tx, given));
  const { send, close } = openSmtp(config);
  const round = () => sendDueMails({ database: home.database, log: createLog('silent'), vault, send });
  onTestFinished(close);
  await round();
  return round;
}

const rows = async () =>
  (await home.database.pool.query('SELECT status, attempts, last_error, sealed FROM notification.mail')).rows;

describe('an e-mail', () => {
  it('arrives as text and HTML, from the sender that is set, and what it said is deleted', async () => {
    const { url, received } = await startMailServer();
    await deliver(url, mail({ subject: 'Grüße aus Zürich' }), { MAIL_FROM: 'Hooks <hooks@example.com>' });
    expect(received).toMatchObject([{ from: 'hooks@example.com', to: ['grace@example.com'] }]);
    const [{ source } = { source: '' }] = received;
    expect(source).toMatch(/^From: Hooks <hooks@example.com>/m);
    expect(source).toMatch(/Content-Type: text\/plain/);
    expect(source).toMatch(/Content-Type: text\/html/);
    expect(source).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(source).toMatch(/^Message-ID: <[\w-]{36}@hooks.example.com>/m);
    expect(await rows()).toEqual([{ status: 'sent', attempts: 1, last_error: null, sealed: null }]);
  });

  it('names a sender of this installation when none is set', async () => {
    const { url, received } = await startMailServer();
    await deliver(url, mail());
    expect(received[0]?.from).toBe('no-reply@hooks.example.com');
  });

  it('cannot bring headers or addressees of its own', async () => {
    const { url, received } = await startMailServer();
    const subject = 'Hello\r\nBcc: eve@example.com\r\n\r\nBody';
    await deliver(url, mail({ subject, to: 'grace@example.com\r\nBcc: eve@example.com' }));
    await deliver(url, mail({ subject }));
    for (const { to, source } of received) {
      expect(to.join()).not.toContain('eve@example.com');
      expect(source.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
    }
    expect(received.at(-1)?.to).toEqual(['grace@example.com']);
  });

  it('waits while the mail server is away, and is sent when it is back', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const address = probe.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    await deliver(`smtp://127.0.0.1:${port}`, mail());
    expect(await rows()).toMatchObject([
      { status: 'waiting', attempts: 1, last_error: expect.stringMatching(/REFUSED/) },
    ]);
    const { url, received } = await startMailServer();
    await home.database.pool.query('UPDATE notification.mail SET due_at = now()');
    await deliver(url, mail({ subject: 'Another' }));
    expect(received).toHaveLength(2);
  });

  it('is tried again after a refusal that passes, and given up after one that does not', async () => {
    let code = 451;
    const { url } = await startMailServer({
      onRcptTo: (_, __, done) => done(Object.assign(new Error('No.'), { responseCode: code })),
    });
    const round = await deliver(url, mail());
    expect(await rows()).toMatchObject([{ status: 'waiting', attempts: 1 }]);
    code = 550;
    await home.database.pool.query('UPDATE notification.mail SET due_at = now()');
    await round();
    expect(await rows()).toMatchObject([
      { status: 'failed', attempts: 2, last_error: expect.stringContaining('550'), sealed: null },
    ]);
  });

  it('is not sent after its time', async () => {
    const { url, received } = await startMailServer();
    await deliver(url, mail({ expiresAt: new Date(Date.now() - 1_000) }));
    expect(received).toEqual([]);
    expect(await rows()).toMatchObject([{ status: 'failed', sealed: null }]);
  });

  it('goes out once, by whichever process is first', async () => {
    const { url, received } = await startMailServer();
    const config = configOf(url);
    for (let count = 0; count < 25; count += 1) {
      await home.database.transaction((tx) =>
        queueMail({ config, vault }, tx, mail({ subject: `Number ${count}` })),
      );
    }
    const parts = { config, database: home.database, log: createLog('silent'), vault };
    const senders = [startMailSender(parts), startMailSender(parts)];
    await expect.poll(() => received.length).toBe(25);
    await Promise.all(senders.map((stop) => stop()));
    expect(received).toHaveLength(25);
  });

  it('is claimed when it is its turn, so that while a slow mail server takes others nobody else sends it too', async () => {
    const subjects = ['One', 'Two', 'Three'];
    for (const subject of subjects)
      await home.database.transaction((tx) =>
        queueMail({ config: configOf('smtp://mail.example'), vault }, tx, mail({ subject })),
      );
    const parts = { database: home.database, log: createLog('silent'), vault };
    const taken: string[] = [];
    const elsewhere: string[] = [];
    const send = async ({ subject }: { subject: string }) => {
      taken.push(subject);
      // Another process has the time to send all that is left.
      await sendDueMails({ ...parts, send: async (each) => void elsewhere.push(each.subject) });
    };
    await sendDueMails({ ...parts, send });
    expect([taken.length, elsewhere.length]).toEqual([1, 2]);
    expect([...taken, ...elsewhere].toSorted()).toEqual(subjects.toSorted());
    expect((await rows()).map((row) => row.attempts)).toEqual([1, 1, 1]);
  });

  it('that the mail server is slow to take does not hold up the next one', async () => {
    let take = () => {};
    const { url, received } = await startMailServer({
      onRcptTo: (address, _session, done) => {
        if (address.address === 'slow@example.com') take = () => done();
        else done();
      },
    });
    const config = configOf(url);
    const queue = (to: string) =>
      home.database.transaction((tx) => queueMail({ config, vault }, tx, mail({ to })));
    const tell = vi.fn();
    const parts = { config, database: home.database, log: createLog('silent'), vault, tell };
    const stop = startMailSender(parts);
    await queue('slow@example.com');
    await expect.poll(async () => (await rows()).map((row) => row.attempts)).toEqual([1]);
    await queue('grace@example.com');
    await expect.poll(() => received.map(({ to }) => to)).toEqual([['grace@example.com']]);
    take();
    await expect.poll(() => received.length).toBe(2);
    await stop();
    expect(tell.mock.calls).toEqual([['sent'], ['sent']]);
  });

  it('is left for later when its sender is told to stop', async () => {
    const { url, received } = await startMailServer();
    const config = configOf(url);
    for (let count = 0; count < 3; count += 1)
      await home.database.transaction((tx) => queueMail({ config, vault }, tx, mail()));
    const { send, close } = openSmtp(config);
    onTestFinished(close);
    const parts = { database: home.database, log: createLog('silent'), vault, send };
    await sendDueMails(parts, () => received.length > 0);
    const left = (await rows()).filter((row) => row.status === 'waiting');
    expect([received.length, left.length]).toEqual([1, 2]);
  });

  it('is not in the database in clear while it waits', async () => {
    const config = configOf('smtp://mail.example');
    await home.database.transaction((tx) =>
      queueMail({ config, vault }, tx, mail({ text: 'https://x/#a-token' })),
    );
    const { rows: stored } = await home.database.pool.query('SELECT m::text AS row FROM notification.mail m');
    expect(stored[0].row).not.toMatch(/a-token|grace@/);
  });

  it('is neither queued nor missed without a mail server', async () => {
    const database: Pick<Database, 'query'> = {
      query: (statement: Statement<unknown>) =>
        Promise.reject(new Error(`Nobody asked for ${statement.name}.`)),
    };
    await queueMail({ config: configOf(undefined), vault }, database, mail());
    await startMailSender({
      config: configOf(undefined),
      database: home.database,
      log: createLog('silent'),
      vault,
    })();
    expect(await rows()).toEqual([]);
  });

  it('is not sent when the transaction that wanted it is undone', async () => {
    const config = configOf('smtp://mail.example');
    const undone = home.database.transaction(async (tx) => {
      await queueMail({ config, vault }, tx, mail());
      throw new Error('Undone.');
    });
    await expect(undone).rejects.toThrow('Undone.');
    expect(await rows()).toEqual([]);
  });
});

describe('an invitation', () => {
  const invited = {
    email: 'grace@example.com',
    role: 'developer' as const,
    accountName: '<img src=x onerror=alert(1)> & Sons',
    inviterName: `Ada "the <b>Countess</b>"`,
    link: 'https://hooks.example.com/accept-invitation#a-token',
    expiresAt: new Date('2099-11-28T10:00:00Z'),
  };

  it('escapes everything in HTML, and nothing in text', () => {
    const { html, text, subject } = invitationMail('Tidings', invited);
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; Sons');
    expect(html).toContain('href="https://hooks.example.com/accept-invitation#a-token"');
    expect(text).toContain('https://hooks.example.com/accept-invitation#a-token');
    expect(text).toContain('28 November 2099');
    expect(subject).toContain('on Tidings');
  });

  it('reaches the mailbox', async () => {
    const { url, received } = await startMailServer();
    const config = configOf(url);
    await home.database.transaction((tx) => mailInvitation({ config, vault }, tx, invited));
    const { send } = openSmtp(config);
    await sendDueMails({ database: home.database, log: createLog('silent'), vault, send });
    expect(received).toMatchObject([{ to: ['grace@example.com'] }]);
  });
});

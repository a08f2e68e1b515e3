import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { answering, person } from './testing.ts';

const KEY = 'tdg_ak_0123456789';
const OF_LISTEN = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('stored events', () => {
  const stored = (n: number, data: object = { n }) => ({
    id: `evt_${n}`,
    type: n === 3 ? 'email.opened' : 'tag.created',
    api_version: '2026-11-01',
    created_at: '2026-11-20T14:34:00.000Z',
    account_id: 'acct_1',
    data,
  });
  const replaying = async (env: Record<string, string> = {}) => {
    const { url, asked } = await answering(({ path: asks, body }) => {
      if (asks.startsWith('/api/v1/replays'))
        return { json: body.includes('dry_run') ? { total: 7 } : { id: 'rpl_1', total: 7 } };
      if (asks === '/api/v1/listen')
        return { json: { secret: OF_LISTEN, cursor: '', has_more: false, is_complete: true, data: [] } };
      if (asks.endsWith('/replay')) return { json: { count: 2, data: [] } };
      if (asks.startsWith('/api/v1/events/evt_9'))
        return { json: { ...stored(9, { erased: true }), explain: [] } };
      if (asks.startsWith('/api/v1/events/')) return { json: { ...stored(1), explain: [] } };
      const data = [
        stored(4, { erased: true, of: 'somebody' }),
        stored(3),
        stored(2, { erased: true }),
        stored(1),
      ];
      return { json: { data, next_cursor: null } };
    });
    const receiver = await answering(() => ({}));
    return { asked, receiver, ...(await person({ TIDINGS_URL: url, TIDINGS_API_KEY: KEY, ...env })) };
  };
  const idsAt = ({ asked }: { asked: { headers: Record<string, unknown> }[] }) =>
    asked.map(({ headers }) => headers['webhook-id']);

  test('are delivered to webhooks again only after a yes, with their number', async () => {
    const { types, asked } = await replaying();
    const refused = await types(['events', 'replay', '--from', '2h']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('Make 7 deliveries to all webhooks of the account? Say so with --yes.');
    expect((await types(['events', 'replay', '--from', '2h', '--dry-run'])).stdout).toContain('7 deliveries');
    expect(asked.every(({ body }) => JSON.parse(body).dry_run === true)).toBe(true);
    expect((await types(['events', 'replay', '--from', '2h', '--yes'])).code).toBe(0);
    expect(JSON.parse(asked.at(-1)!.body)).not.toHaveProperty('dry_run');
    expect((await types(['events', 'replay', '--from', '7', '--yes'])).code).toBe(2);
  });

  test('are sent to this machine, oldest first, but for what was erased', async () => {
    const { types, receiver } = await replaying();
    const { code, stderr } = await types(['events', 'replay', '--from', '2h', '--forward', receiver.url]);
    expect(code, stderr).toBe(0);
    expect(idsAt(receiver)).toEqual(['evt_1', 'evt_3', 'evt_4']);
    expect(receiver.asked[0]?.body).toBe(JSON.stringify(stored(1)));
    expect(stderr).toContain(`signed with ${OF_LISTEN}`);
    const [{ headers, body }] = receiver.asked as [(typeof receiver.asked)[number]];
    const { 'webhook-id': id, 'webhook-timestamp': time } = headers;
    const expected = createHmac('sha256', Buffer.alloc(32, 7)).update(
      `${String(id)}.${String(time)}.${body}`,
    );
    expect(headers['webhook-signature']).toBe(`v1,${expected.digest('base64')}`);
    await types(['events', 'replay', '--from', '2h', '--forward', receiver.url, '--type', 'email.*']);
    expect(idsAt(receiver).slice(3)).toEqual(['evt_3']);
    const words = ['events', 'replay', '--from', '2h', '--forward', receiver.url];
    expect((await types([...words, '--dry-run', '--limit', '2'])).stdout).toBe('3 events would be sent.\n');
    const tooMany = await types([...words, '--limit', '2']);
    expect(tooMany).toMatchObject({ code: 2, stderr: expect.stringContaining('more than 2 events') });
    expect(receiver.asked).toHaveLength(4);
  });

  test('are signed with a secret that is given, which is not printed', async () => {
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const { types, receiver, asked } = await replaying({ TIDINGS_WEBHOOK_SECRET: secret });
    const { stdout, stderr } = await types(['events', 'replay', '--from', '2h', '--forward', receiver.url]);
    expect(stderr).toContain('signed with TIDINGS_WEBHOOK_SECRET');
    expect(stdout + stderr).not.toContain(secret);
    expect(asked.some(({ path: asks }) => asks.endsWith('/listen'))).toBe(false);
  });

  test('are sent one by one, here or to webhooks', async () => {
    const { types, receiver, asked } = await replaying();
    expect((await types(['events', 'resend', 'evt_1', '--forward', receiver.url])).code).toBe(0);
    expect(receiver.asked.map(({ body }) => body)).toEqual([JSON.stringify(stored(1))]);
    expect((await types(['events', 'resend', 'evt_9', '--forward', receiver.url])).code).toBe(4);
    const { stdout } = await types(['events', 'resend', 'evt_1', '--webhook', 'wh_1']);
    expect(stdout).toContain('2 deliveries are made.');
    expect(asked.at(-1)).toMatchObject({
      path: '/api/v1/events/evt_1/replay',
      body: '{"webhook_id":"wh_1"}',
    });
  });
});

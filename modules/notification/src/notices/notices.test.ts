import { type DayCounts, settleDegraded } from '@tidings/endpoint';
import { databaseTime, newId } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticeWords } from '../notice-words.ts';
import { installation } from '../testing.ts';
import { forgetNotices } from './forget-notices.ts';
import { noteExhausted } from './note-webhook.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

/** When attempts that were just recorded are no news any more. */
const soon = async () => new Date((await databaseTime(home.database)).getTime() + 3 * 60_000);

async function setup() {
  const account = home.account();
  const person = account.person();
  const id = await account.hook();
  const kinds = async (input: { unread?: boolean } = {}) =>
    (await person.list(input)).data.map((each) =>
      each.kind === 'webhook.warning'
        ? `warning ${each.details.threshold}`
        : each.kind.replace('webhook.', ''),
    );
  const record = (outcomes: string, lastDay?: DayCounts) => home.record(id, outcomes, lastDay);
  return { ...account, id, person, another: account.person, kinds, record };
}

describe('people are told', () => {
  it('that a webhook begins to fail, is warned at 50, 70 and 90, and is disabled', async () => {
    const { kinds, record } = await setup();
    await record('----');
    expect(await kinds()).toEqual([]);
    await record('-');
    for (let count = 5; count < 100; count += 1) await record('-');
    expect(await kinds()).toEqual(['disabled', 'warning 90', 'warning 70', 'warning 50', 'degraded']);
  });

  it('of the highest warning only, when a batch crosses several', async () => {
    const { kinds, record } = await setup();
    await record('-'.repeat(95));
    expect(await kinds()).toEqual(['warning 90', 'degraded']);
  });

  it('that it is healthy again', async () => {
    const { kinds, record } = await setup();
    await record('-----');
    await record('+');
    expect(await kinds()).toEqual(['recovered', 'degraded']);
  });

  it.each([
    [
      'of one that goes on, when its failures have become too old',
      { attempts: 30, failed: 1 },
      ['recovered'],
    ],
    ['nothing of one that was silent until then', { attempts: 0, failed: 0 }, []],
  ])('%s', async (_, lastDay, expected) => {
    const { id, kinds, record } = await setup();
    await record('+', { attempts: 40, failed: 2 });
    await settleDegraded(home.database, new Map([[id, lastDay]]), await soon());
    expect(await kinds()).toEqual([...expected, 'degraded']);
  });

  it('nothing of the health of a webhook that its owner has paused', async () => {
    const { id, kinds, record, pause, person } = await setup();
    await record('+', { attempts: 40, failed: 2 });
    const [told] = (await person.list({})).data;
    expect(told && noticeWords(told).detail).toBe(
      'It began when 5.0% of 40 attempts in 24 hours had failed.',
    );
    await pause(id);
    await record('+', { attempts: 60, failed: 2 });
    await record('+', { attempts: 60, failed: 3 });
    const day = new Map([[id, { attempts: 30, failed: 1 }]]);
    await settleDegraded(home.database, day, await soon());
    expect(await kinds()).toEqual(['degraded']);
  });

  it('that the endpoint is gone, and what it answered', async () => {
    const { person, record, id } = await setup();
    await record('!');
    expect((await person.list({})).data).toMatchObject([
      {
        kind: 'webhook.disabled',
        details: { reason: 'gone', last_status_code: 410 },
        webhook: { id, name: 'Ledger', url: 'https://93.184.215.14/hooks' },
        is_read: false,
      },
    ]);
  });

  it('of the first two times in an hour that the same happened, and of the latest', async () => {
    const { kinds, record, person, id } = await setup();
    for (let count = 0; count < 5; count += 1) {
      await record('-----');
      await record('+');
    }
    const toAndFro = ['degraded', 'recovered', 'degraded', 'recovered', 'degraded', 'recovered'];
    expect(await kinds()).toEqual(toAndFro.toReversed());
    await record('-----');
    expect((await kinds()).slice(0, 2)).toEqual(['degraded', 'recovered']);
    expect((await kinds()).filter((each) => each === 'degraded')).toHaveLength(3);
    expect((await person.banner({ id })).failing).toMatchObject({ consecutive_failures: 5 });
  });

  it('each hour anew of the first two times', async () => {
    const { kinds, record } = await setup();
    for (const passed of ['0 minutes', '61 minutes']) {
      await home.pass(passed);
      for (const each of ['-----', '+', '-----', '+', '-----', '+', '-----', '+']) await record(each);
    }
    expect(await kinds()).toHaveLength(12);
  });

  it('once a day that deliveries were given up', async () => {
    const { id, accountId, kinds } = await setup();
    const exhausted = () => ({
      id: newId('del'),
      accountId,
      endpointId: id,
      eventType: 'tag.created',
      attemptsMade: 6,
      reason: 'attempts' as const,
      lastStatusCode: 503,
      lastError: 'http_5xx',
    });
    const give = () => home.database.transaction((tx) => noteExhausted(home, tx, [exhausted(), exhausted()]));
    await give();
    await give();
    expect(await kinds()).toEqual(['deliveries_exhausted']);
    await home.pass('25 hours');
    await give();
    expect(await kinds()).toEqual(['deliveries_exhausted', 'deliveries_exhausted']);
  });

  it('nothing that was undone', async () => {
    const { id, kinds } = await setup();
    const undone = home.database.transaction(async (tx) => {
      const last = { lastStatusCode: null, lastError: 'timeout' };
      await noteExhausted(home, tx, [
        {
          id: newId('del'),
          accountId: newId('acct'),
          endpointId: id,
          eventType: 'x',
          attemptsMade: 1,
          reason: 'gone',
          ...last,
        },
      ]);
      throw new Error('Undone.');
    });
    await expect(undone).rejects.toThrow('Undone.');
    expect(await kinds()).toEqual([]);
  });
});

describe('reading', () => {
  it('is noted for each person by themselves', async () => {
    const { person, record, another } = await setup();
    await record('-----');
    const other = another();
    const [notice] = (await person.list({})).data;
    await person.markRead({ id: notice?.id ?? '' });
    await person.markRead({ id: notice?.id ?? '' });
    expect((await person.list({})).data[0]?.is_read).toBe(true);
    expect(await person.unread()).toEqual({ unread: 0, is_more: false });
    expect((await other.list({})).data[0]?.is_read).toBe(false);
    expect(await other.unread()).toEqual({ unread: 1, is_more: false });
  });

  it('of all ends with what the person has seen', async () => {
    const { person, record, kinds } = await setup();
    await record('-----');
    const [seen] = (await person.list({})).data;
    await record('+');
    await person.markAllRead({ through: seen?.id ?? '' });
    expect(await kinds({ unread: true })).toEqual(['recovered']);
    const [newest] = (await person.list({})).data;
    await person.markAllRead({ through: newest?.id ?? '' });
    expect(await person.unread()).toMatchObject({ unread: 0 });
  });

  it('of one webhook leaves what was told of another', async () => {
    const { person, hook } = await setup();
    const [one = '', two = ''] = await Promise.all(['One', 'Two'].map(hook));
    for (const id of [one, two]) await home.record(id, '-----');
    const [newest] = (await person.list({})).data;
    await person.markAllRead({ through: newest?.id ?? '', webhook_id: one });
    expect(await person.list({ webhook_id: one })).toMatchObject({ data: [{ is_read: true }] });
    expect(await person.list({ unread: true })).toMatchObject({ data: [{ webhook: { id: two } }] });
  });

  it('of all, while webhooks are deleted, ends with those that are left', async () => {
    const { person, remove, hook } = await setup();
    const ids = await Promise.all(['One', 'Two', 'Three', 'Four'].map(hook));
    for (const id of ids) await home.record(id, '-----');
    const [newest] = (await person.list({})).data;
    const last = newest?.webhook?.id ?? '';
    await Promise.all([
      ...ids.filter((id) => id !== last).map(remove),
      ...Array.from({ length: 4 }, () => person.markAllRead({ through: newest?.id ?? '' })),
    ]);
    expect(await person.list({})).toMatchObject({ data: [{ is_read: true }] });
  });

  it('goes by pages, newest first', async () => {
    const { person, record } = await setup();
    await record('-'.repeat(60));
    await record('-'.repeat(15));
    const first = await person.list({ limit: 2 });
    expect(first).toMatchObject({ has_more: true });
    const second = await person.list({ limit: 2, cursor: first.next_cursor ?? '' });
    expect(second).toMatchObject({ has_more: false, next_cursor: null });
    const ids = [...first.data, ...second.data].map((each) => each.id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(ids).toHaveLength(3);
  });

  it('shows nothing of another account, and marks nothing of it', async () => {
    const { record, person } = await setup();
    await record('-----');
    const stranger = home.account().person('admin');
    expect((await stranger.list({})).data).toEqual([]);
    const [notice] = (await person.list({})).data;
    const id = notice?.id ?? '';
    await expect(stranger.markRead({ id })).rejects.toThrow('does not exist in this account');
    await expect(stranger.markAllRead({ through: id })).rejects.toThrow('does not exist in this account');
    expect(await person.unread()).toMatchObject({ unread: 1 });
  });

  it('ends with the webhook', async () => {
    const { record, remove, id, kinds } = await setup();
    await record('-----');
    await remove(id);
    expect(await kinds()).toEqual([]);
  });

  it('ends after 90 days', async () => {
    const { record, kinds } = await setup();
    await record('-----');
    await home.pass('89 days');
    await forgetNotices(home);
    expect(await kinds()).toHaveLength(1);
    await home.pass('2 days');
    await forgetNotices(home);
    expect(await kinds()).toEqual([]);
  });
});

const NOTHING = { notice: null, failing: null };

describe('the banner of a webhook', () => {
  async function bannerOf(outcomes: string[]) {
    const { id, record, person, resume } = await setup();
    for (const each of outcomes) await record(each);
    return { read: () => person.banner({ id }), resume: () => resume(id), record };
  }

  it('says why it was disabled, until it is resumed', async () => {
    const { read, resume } = await bannerOf(['-'.repeat(100)]);
    expect(await read()).toMatchObject({
      notice: {
        kind: 'webhook.disabled',
        details: { reason: 'consecutive_failures', last_status_code: 503 },
      },
      failing: null,
    });
    await resume();
    expect(await read()).toEqual(NOTHING);
  });

  it('says how it fails at present, whatever was told of it before', async () => {
    const { read, record } = await bannerOf(['-'.repeat(50), '-'.repeat(21)]);
    const failing = { consecutive_failures: 71, is_degraded: false };
    expect(await read()).toEqual({ notice: null, failing });
    await record('+', { attempts: 72, failed: 71 });
    expect(await read()).toEqual({
      notice: null,
      failing: { consecutive_failures: 0, is_degraded: true },
    });
  });

  it('says nothing while all is well', async () => {
    expect(await (await bannerOf(['++', '-----', '+'])).read()).toEqual(NOTHING);
  });

  it('is for the people of the account', async () => {
    const { id } = await setup();
    await expect(home.account().person().banner({ id })).rejects.toThrow('does not exist in this account');
  });
});

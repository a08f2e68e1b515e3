import {
  catalogOf,
  ConversionFault,
  eraseSubject,
  loadRendering,
  publish,
  publishInTransaction,
} from '@tidings/event';
import { type Context, createCallerFactory, dayOfId, tenantOf } from '@tidings/kernel';
import { verify } from '@tidings/secret';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installation, NOWHERE } from '../testing.ts';
import { deliveryRouter } from '../wiring.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const callerOf = createCallerFactory(deliveryRouter);
const listeningOf = (ctx: Context) => callerOf({ ...ctx, signedIn: true }).listening;

function setup() {
  const account = home.account();
  const { ctx } = account;
  const listening = listeningOf(ctx);
  type Input = Parameters<typeof listening.requests>[0];
  const tag = (id: string) =>
    publish(ctx, { type: 'tag.created', data: { object: { object: 'tag', id, name: 'VIP' } } });
  /** Everything there is from a cursor on, as a listener reads it that remembers the newest ids. */
  const readAll = async (from: string, input: Input = {}) => {
    const ids: string[] = [];
    let cursor = from;
    let pieces = 0;
    for (let hasMore = true; hasMore; pieces += 1) {
      if (pieces > 100) throw new Error('It does not come to an end.');
      const seen = ids.slice(-1_000);
      const answer = await listening.requests({ ...input, cursor, seen });
      ids.push(...answer.data.map(({ event_id: id }) => id));
      ({ cursor, has_more: hasMore } = answer);
    }
    return { ids, cursor, pieces };
  };
  return { ...account, listening, tag, readAll };
}

const TAG = { object: { object: 'tag', id: 'tag_late', name: 'VIP' } };
const OLD_ID = 'evt_01h455vb4pex5vsknk084sn02q';

describe('what a listener is sent', () => {
  it('begins now, and is then what a webhook would have been sent, signed with the secret that it tells', async () => {
    const { ctx, listening, tag } = setup();
    await tag('tag_before');
    const begun = await listening.requests({});
    expect(begun).toMatchObject({ data: [], has_more: false, is_complete: true });
    const { id } = await tag('tag_1');
    const { data, secret } = await listening.requests({ cursor: begun.cursor, events: ['tag.*'] });
    expect(secret).toBe(begun.secret);
    expect(data).toHaveLength(1);
    const request = data[0]!;
    expect(JSON.parse(request.body)).toMatchObject({
      id,
      account_id: ctx.accountId,
      data: { object: { id: 'tag_1' } },
    });
    expect(verify({ ...request, secret, now: new Date() })).toMatchObject({ verified: true });
    expect(request.headers).toMatchObject({ 'x-tidings-event': 'tag.created', 'x-tidings-attempt': '1' });
    expect(request.headers).not.toHaveProperty('x-tidings-delivery-id');
  });

  it('leaves out what was seen, other types, what was erased, and what is of other accounts', async () => {
    const { ctx, listening, tag } = setup();
    const { cursor } = await listening.requests({});
    const seen = await tag('tag_1');
    const kept = await tag('tag_2');
    await tag('tag_3');
    await eraseSubject(ctx, { subject_id: 'tag_3' });
    await setup().tag('tag_4');
    const ids = async (input: object) =>
      (await listening.requests({ cursor, ...input })).data.map(({ event_id }) => event_id);
    expect(await ids({})).toEqual([seen.id, kept.id]);
    expect(await ids({ seen: [seen.id] })).toEqual([kept.id]);
    expect(await ids({ events: ['email.*'] })).toEqual([]);
  });

  it('comes in pieces, in the order of acceptance whatever their ids say, without a gap or a repetition', async () => {
    const { ctx, listening, publishMany, readAll } = setup();
    const { cursor } = await listening.requests({});
    const { data: many } = await publishMany(1_000);
    const old = await publish(ctx, {
      type: 'tag.created',
      id: OLD_ID,
      data: { object: { object: 'tag', id: 'tag_2', name: 'VIP' } },
    });
    const read = await readAll(cursor);
    expect(read.ids).toHaveLength(1_001);
    expect(new Set(read.ids.slice(0, -1))).toEqual(new Set(many.map((each) => 'id' in each && each.id)));
    expect(read.ids.at(-1)).toBe(old.id);
    expect(read.pieces).toBe(21);
  });

  it('goes on past any number that were erased before it looked', async () => {
    const { ctx, listening, tag, readAll } = setup();
    const { cursor } = await listening.requests({});
    for (let n = 0; n < 60; n += 1) await tag('tag_erased');
    await eraseSubject(ctx, { subject_id: 'tag_erased' });
    const { id } = await tag('tag_kept');
    expect(await readAll(cursor)).toMatchObject({ ids: [id], pieces: 1 });
  });

  it('finds what was committed after it looked by a transaction that began before', async () => {
    const { ctx, listening, tag, readAll } = setup();
    let { cursor } = await listening.requests({});
    const later = await ctx.database.transaction(async (tx) => {
      await publishInTransaction(ctx, tx, [{ accountId: tenantOf(ctx), type: 'tag.created', data: TAG }]);
      const meanwhile = await tag('tag_1');
      const read = await readAll(cursor);
      expect(read.ids).toEqual([meanwhile.id]);
      ({ cursor } = read);
      return meanwhile;
    });
    const { ids } = await readAll(cursor);
    expect(ids).toEqual([expect.any(String), later.id]);
    expect(ids[0]).not.toBe(later.id);
  });

  it.each([
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '9999-12-31T23:59:59Z',
    '2026-11-20T14:34:00+23:59',
  ])('can be asked from %s on, a time at the edge of the calendar or of what is kept', async (since) => {
    const isPast = !since.startsWith('9');
    expect(await setup().listening.requests({ since })).toMatchObject({ data: [], is_complete: !isPast });
  });

  it('looks back as far as is asked, at most a day, and says what it leaves out', async () => {
    const { listening, tag } = setup();
    const { id } = await tag('tag_1');
    const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
    const hours = await listening.requests({ since: ago(20 * 3_600_000) });
    expect(hours).toMatchObject({ is_complete: true, data: [{ event_id: id }] });
    const days = await listening.requests({ since: ago(50 * 3_600_000) });
    expect(days).toMatchObject({ is_complete: false, data: [{ event_id: id }] });
  });

  it.each(['', 'x', Buffer.from('["2026-02-31T00:00:00.000000Z","",""]').toString('base64url')])(
    'refuses the cursor "%s"',
    async (cursor) => {
      await expect(setup().listening.requests({ cursor })).rejects.toThrow(
        /cursor was not given to a listener/,
      );
    },
  );

  it('takes a cursor of the day before yesterday for a day ago, and one of tomorrow for now', async () => {
    const { listening, tag } = setup();
    const { id } = await tag('tag_1');
    const at = (days: number) =>
      Buffer.from(
        JSON.stringify([new Date(Date.now() + days * 86_400_000).toISOString().replace('Z', '000Z'), '', '']),
      ).toString('base64url');
    expect(await listening.requests({ cursor: at(-2) })).toMatchObject({
      is_complete: false,
      data: [{ event_id: id }],
    });
    expect(await listening.requests({ cursor: at(1) })).toMatchObject({ is_complete: true, data: [] });
  });

  it('is of the version and in the style that are wished, and nothing of it is kept', async () => {
    const { ctx, listening, publish: publishSample } = setup();
    const { cursor } = await listening.requests({});
    const { id } = await publishSample('email.bounced');
    const bodyOf = async (wish: object) =>
      JSON.parse((await listening.requests({ cursor, ...wish })).data[0]!.body);
    const newest = await bodyOf({});
    const old = await bodyOf({ api_version: '2026-06-01' });
    expect(old.api_version < newest.api_version).toBe(true);
    const thin = await bodyOf({ payload_style: 'thin' });
    expect(Object.keys(thin.data.object)).toEqual(['object', 'id']);
    const event = { accountId: tenantOf(ctx), day: dayOfId(id), id };
    for (const variant of ['2026-06-01', '2026-11-01+thin'])
      expect(await loadRendering(ctx.database, { ...event, variant })).toBeUndefined();
  });

  it('waits with what cannot be made just now, and with all that follows', async () => {
    const { ctx, listening, tag, publish: publishSample } = setup();
    const { cursor } = await listening.requests({});
    const ids = [await tag('tag_1'), await publishSample('email.bounced'), await tag('tag_2')].map(
      ({ id }) => id,
    );
    const fault = new ConversionFault('Not tried, for want of a thread.', { isUntried: true });
    vi.spyOn(catalogOf(ctx), 'stepsBetween').mockReturnValueOnce([
      { version: '2026-06-01', convert: () => Promise.reject(fault) },
    ]);
    const wish = { api_version: '2026-06-01' };
    const first = await listening.requests({ ...wish, cursor });
    expect(first).toMatchObject({ has_more: true, data: [{ event_id: ids[0] }] });
    const second = await listening.requests({ ...wish, cursor: first.cursor, seen: [ids[0]!] });
    expect(second).toMatchObject({ has_more: false, data: [{ event_id: ids[1] }, { event_id: ids[2] }] });
  });

  it('has no ping of another webhook', async () => {
    const { hook, listening } = setup();
    const { cursor } = await listening.requests({});
    const webhook = await hook(NOWHERE, { ping: true });
    expect((await listening.requests({ cursor })).data).toEqual([]);
    const { data } = await listening.requests({ cursor, webhook_id: webhook.id });
    expect(data.map(({ event_type: type }) => type)).toEqual(['webhook.ping']);
  });

  it('is what one webhook gets where that is named: its events, filter, version and style', async () => {
    const { hook, listening, tag } = setup();
    const webhook = await hook(NOWHERE, {
      events: ['tag.*'],
      filter: { 'object.id': 'tag_wanted' },
      payload_style: 'thin',
    });
    const { cursor } = await listening.requests({});
    await tag('tag_other');
    const { id } = await tag('tag_wanted');
    const answer = await listening.requests({ cursor, webhook_id: webhook.id });
    expect(answer).toMatchObject({ has_more: false, data: [{ event_id: id }] });
    expect(JSON.parse(answer.data[0]!.body).data.object).toEqual({ object: 'tag', id: 'tag_wanted' });
    await expect(setup().listening.requests({ webhook_id: webhook.id })).rejects.toThrow(/webhook/);
    await expect(listening.requests({ webhook_id: webhook.id, events: ['tag.*'] })).rejects.toThrow(
      /leave those out/,
    );
  });

  it('is signed for each listener with a secret of its own, the same from every process', async () => {
    const { ctx } = setup();
    const secretOf = async (context: Context) => (await listeningOf(context).requests({})).secret;
    const withKey = (keyId: string): Context => ({
      ...ctx,
      actor: { type: 'app', id: 'app_1', keyId, name: 'Shop', scopes: ['events:read'] },
    });
    const secrets = [await secretOf(ctx), await secretOf(withKey('key_1')), await secretOf(withKey('key_2'))];
    secrets.push(await secretOf(setup().ctx));
    expect(new Set(secrets).size).toBe(4);
    expect(await secretOf({ ...withKey('key_1'), ...home.otherProcess() })).toBe(secrets[1]);
  });

  it('refuses a subscription that can never match', async () => {
    await expect(setup().listening.requests({ events: ['nothing.*'] })).rejects.toThrow(
      /No event type matches/,
    );
  });

  it('refuses a version that no event type has, as a webhook does', async () => {
    await expect(setup().listening.requests({ api_version: '2026-07-01' })).rejects.toThrow(
      'There is no version 2026-07-01. There is',
    );
  });
});

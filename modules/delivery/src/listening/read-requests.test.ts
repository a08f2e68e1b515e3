import { eraseSubject, publish } from '@tidings/event';
import { createCallerFactory } from '@tidings/kernel';
import { verify } from '@tidings/secret';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../testing.ts';
import { deliveryRouter } from '../wiring.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

const callerOf = createCallerFactory(deliveryRouter);

function setup() {
  const { ctx } = home.account();
  const { listening } = callerOf({ ...ctx, signedIn: true });
  const tag = (id: string) =>
    publish(ctx, { type: 'tag.created', data: { object: { object: 'tag', id, name: 'VIP' } } });
  return { ctx, listening, tag };
}

describe('what a listener is sent', () => {
  it('begins now, and is then what a webhook would have been sent, signed with the secret that it tells', async () => {
    const { ctx, listening, tag } = setup();
    await tag('tag_before');
    const begun = await listening.requests({});
    expect(begun).toMatchObject({ data: [], has_more: false, is_complete: true });
    const { id } = await tag('tag_1');
    // The overlap would show what was before, too.
    const { data, secret } = await listening.requests({ since: begun.since, events: ['tag.*'] });
    expect(secret).toBe(begun.secret);
    const request = data.find((each) => each.event_id === id)!;
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
    const { since } = await listening.requests({});
    const seen = await tag('tag_1');
    const kept = await tag('tag_2');
    await tag('tag_3');
    await eraseSubject(ctx, { subject_id: 'tag_3' });
    await setup().tag('tag_4');
    const ids = async (input: object) =>
      (await listening.requests({ since, ...input })).data.map(({ event_id }) => event_id);
    expect(await ids({})).toEqual([seen.id, kept.id]);
    expect(await ids({ seen: [seen.id] })).toEqual([kept.id]);
    expect(await ids({ events: ['email.*'] })).toEqual([]);
  });

  it('comes in pieces, without a gap and without a repetition', async () => {
    const { listening, tag } = setup();
    let { since } = await listening.requests({});
    const published = [];
    for (let n = 0; n < 60; n += 1) published.push((await tag(`tag_${n}`)).id);
    const seen: string[] = [];
    let pieces = 0;
    for (let hasMore = true; hasMore; pieces += 1) {
      const answer = await listening.requests({ since, seen });
      seen.push(...answer.data.map(({ event_id }) => event_id));
      ({ since, has_more: hasMore } = answer);
    }
    expect(pieces).toBe(2);
    expect(seen).toEqual(published);
  });

  it('hears of an event with an id of long ago, since it is told by when it was accepted', async () => {
    const { ctx, listening, tag } = setup();
    await tag('tag_1');
    const { since } = await listening.requests({});
    const id = 'evt_01h455vb4pex5vsknk084sn02q';
    await publish(ctx, {
      type: 'tag.created',
      id,
      data: { object: { object: 'tag', id: 'tag_2', name: 'VIP' } },
    });
    const { data } = await listening.requests({ since });
    expect(data.map(({ event_id }) => event_id)).toContain(id);
  });

  it('is thin where that is wished', async () => {
    const { listening, tag } = setup();
    const { since } = await listening.requests({});
    await tag('tag_1');
    const { data } = await listening.requests({ since, payload_style: 'thin' });
    expect(JSON.parse(data[0]!.body).data.object).toEqual({ object: 'tag', id: 'tag_1' });
  });

  it('is signed for each listener with a secret of its own', async () => {
    const [one, other] = [setup(), setup()];
    const secrets = [await one.listening.requests({}), await other.listening.requests({})].map(
      ({ secret }) => secret,
    );
    expect(secrets[0]).not.toBe(secrets[1]);
  });

  it('refuses a subscription that can never match', async () => {
    await expect(setup().listening.requests({ events: ['nothing.*'] })).rejects.toThrow(
      /No event type matches/,
    );
  });
});

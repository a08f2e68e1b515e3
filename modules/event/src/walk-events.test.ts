import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from './publish.ts';
import { publishBatch } from './publish-batch.ts';
import { openEvents } from './testing.ts';
import { type EventPlace, type EventSelection, FIRST_PLACE, walkEvents } from './walk-events.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
beforeAll(async () => {
  home = await openEvents();
});
afterAll(() => home.close());

const ALWAYS = {
  createdAfter: new Date(0),
  createdBefore: new Date('2100-01-01'),
  acceptedBefore: null,
  types: null,
};
const at = (time: string) => new Date(`2026-03-01T${time}Z`);

/** An account, and a way to publish something in it that happened at a time. */
function setup() {
  const ctx = home.account();
  return {
    ctx,
    happen: async (createdAt?: Date, type = 'thing.happened', data = {}) =>
      (
        await publish(ctx, {
          // An id of ours has the day of the real clock; one that is given has the day of this one.
          id: home.publishersId(),
          type,
          data,
          ...(createdAt && { created_at: createdAt.toISOString() }),
        })
      ).id,
    /** Everything, page by page. */
    walked: async (selection: Partial<EventSelection> = {}, rows = 3) => {
      const found: string[] = [];
      const pages: number[] = [];
      for (let after: EventPlace | undefined = FIRST_PLACE; after;) {
        const page = await walkEvents(
          home.database,
          { accountId: ctx.accountId, ...ALWAYS, ...selection },
          { after, rows, withData: false },
        );
        found.push(...page.events.map(({ id }) => id));
        pages.push(page.events.length);
        after = page.next;
      }
      return { found, pages };
    },
  };
}

describe('walking through events', () => {
  it('meets each once, oldest first, whatever the size of a page', async () => {
    const { ctx, walked } = setup();
    const { data } = await publishBatch(ctx, {
      events: Array.from({ length: 10 }, () => ({ type: 'thing.happened', data: {} })),
    });
    const ids = data.map((each) => ('id' in each ? each.id : ''));
    for (const rows of [1, 2, 3, 10, 11]) expect((await walked({}, rows)).found).toEqual(ids);
  });

  it('goes from day to day, also where a day between has nothing', async () => {
    const { happen, walked } = setup();
    const ids = [];
    for (const day of [-3, -1, 0]) ids.push(await home.onDay(day, () => happen()));
    expect((await walked()).found).toEqual(ids);
  });

  it('goes by when events happened, not by when they were accepted, and leaves out the bounds', async () => {
    const { happen, walked } = setup();
    await happen(at('10:00:00.000'));
    const inside = await happen(at('10:00:00.001'));
    const late = await home.onDay(-2, () => happen(at('10:59:59.999')));
    await happen(at('11:00:00.000'));
    await happen();
    const range = { createdAfter: at('10:00:00.000'), createdBefore: at('11:00:00.000') };
    expect((await walked(range)).found).toEqual([late, inside]);
  });

  it('passes over days on which nothing of that time was accepted', async () => {
    const { happen, walked } = setup();
    for (let day = -3; day <= 0; day += 1) await home.onDay(day, () => happen(at(`0${-day}:00:00.000`)));
    const range = { createdAfter: at('01:30:00.000'), createdBefore: at('02:30:00.000') };
    const { found, pages } = await walked(range);
    expect(found).toHaveLength(1);
    expect(pages).toEqual([1]);
  });

  it('gives the types that are asked for', async () => {
    const { happen, walked } = setup();
    await happen();
    const mail = await happen(undefined, 'mail.sent');
    expect((await walked({ types: ['mail.sent', 'order.placed'] })).found).toEqual([mail]);
  });

  it('leaves out what came later than a time, whenever it happened', async () => {
    const { happen, walked } = setup();
    const before = await happen();
    const [row] = await home.query<{ now: Date }>('SELECT now()');
    await happen(at('10:30:00.000'));
    expect((await walked({ acceptedBefore: row?.now ?? null })).found).toEqual([before]);
  });

  it('leaves out what was erased, and other accounts', async () => {
    const { ctx, happen, walked } = setup();
    await setup().happen();
    const kept = await happen();
    const erased = await happen();
    await home.query('UPDATE event.event SET is_erased = true WHERE account_id = $1 AND id = $2', [
      ctx.accountId,
      erased,
    ]);
    expect((await walked()).found).toEqual([kept]);
  });

  it('reads no more rows than it is told, whatever of them is meant', async () => {
    const { ctx, happen, walked } = setup();
    for (let n = 0; n < 7; n += 1) await happen();
    const mail = await happen(undefined, 'mail.sent');
    const { found, pages } = await walked({ types: ['mail.sent'] });
    expect(found).toEqual([mail]);
    // Of the eight events of this account today the last one; other days have events of other accounts.
    expect(pages.slice(-3)).toEqual([0, 0, 1]);
    const page = await walkEvents(
      home.database,
      { accountId: ctx.accountId, ...ALWAYS },
      { after: { day: new Date().toISOString().slice(0, 10), id: '' }, rows: 2, withData: false },
    );
    expect(page.events.map(({ data }) => data)).toEqual([{}, {}]);
  });

  it('gives the data where it is asked for', async () => {
    const { ctx, happen } = setup();
    await happen(undefined, 'mail.sent', { to: { email: 'ada@example.com' } });
    const page = await walkEvents(
      home.database,
      { accountId: ctx.accountId, ...ALWAYS },
      { after: { day: new Date().toISOString().slice(0, 10), id: '' }, rows: 2, withData: true },
    );
    expect(page.events.map(({ data }) => data)).toEqual([{ to: { email: 'ada@example.com' } }]);
  });
});

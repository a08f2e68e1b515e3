import { newId, statement } from '@tidings/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsAccepted, type MadeDeliveries } from './hooks.ts';
import { listEvents } from './list-events.ts';
import { publishInTransaction } from './publish-in-transaction.ts';
import { openEvents } from './testing.ts';

let home: Awaited<ReturnType<typeof openEvents>>;
let told: string[] = [];
let fault = '';
beforeAll(async () => {
  home = await openEvents();
  eventsAccepted.connect(async (_tx, events): Promise<MadeDeliveries> => ({
    counts: new Map(events.map(({ id }) => [id, 1])),
    committed: () => void told.push('committed'),
    rolledBack: () => void told.push('rolled back'),
  }));
  eventsAccepted.connect(async (tx) => {
    if (fault !== '') await tx.query(statement('', fault));
    return { counts: new Map(), committed: () => undefined, rolledBack: () => undefined };
  });
});
afterAll(() => home.close());

function setup() {
  told = [];
  fault = '';
  const ctx = home.account();
  const eventOf = (type: string, data = {}) => ({ accountId: ctx.accountId, type, data });
  const stored = async () => (await listEvents(ctx, { limit: 100 })).data.map(({ type }) => type);
  return { ctx, eventOf, stored };
}

describe('what Tidings tells of itself', () => {
  it('commits with the transaction in which it happened, and only then its deliveries are sent', async () => {
    const { ctx, eventOf, stored } = setup();
    await home.database.transaction(async (tx) => {
      await publishInTransaction(ctx, tx, [eventOf('thing.happened'), eventOf('thing.happened')]);
      expect([await stored(), told]).toEqual([[], []]);
    });
    expect([await stored(), told]).toEqual([['thing.happened', 'thing.happened'], ['committed']]);
  });

  it('is undone with it', async () => {
    const { ctx, eventOf, stored } = setup();
    const undone = home.database.transaction(async (tx) => {
      await publishInTransaction(ctx, tx, [eventOf('thing.happened')]);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect([await stored(), told]).toEqual([[], ['rolled back']]);
  });

  it('goes to the account that each event names', async () => {
    const { ctx, eventOf, stored } = setup();
    const other = home.account();
    const elsewhere = { ...eventOf('thing.happened'), accountId: other.accountId };
    await home.database.transaction((tx) => publishInTransaction(ctx, tx, [elsewhere]));
    expect([await stored(), await home.count(other)]).toEqual([[], 1]);
  });

  it('leaves out what the catalog does not know or refuses, and undoes nothing', async () => {
    const { ctx, eventOf, stored } = setup();
    await home.database.transaction((tx) =>
      publishInTransaction(ctx, tx, [
        eventOf('webhook.disabled'),
        eventOf('order.placed', { total: false }),
        eventOf('thing.happened'),
      ]),
    );
    expect(await stored()).toEqual(['thing.happened']);
  });

  it('undoes nothing of what it tells of when it cannot be stored', async () => {
    const { ctx, eventOf, stored } = setup();
    fault = 'SELECT 1 / 0';
    const kept = home.database.transaction(async (tx) => {
      await publishInTransaction(ctx, tx, [eventOf('thing.happened')]);
      fault = '';
      await publishInTransaction(ctx, tx, [eventOf('order.placed', { total: '1' })]);
      return 'kept';
    });
    expect(await kept).toBe('kept');
    expect([await stored(), told]).toEqual([['order.placed'], ['committed']]);
  });

  it('needs a transaction', async () => {
    const { ctx, eventOf, stored } = setup();
    const outside = publishInTransaction(ctx, home.database, [
      { ...eventOf('thing.happened'), accountId: newId('acct') },
    ]);
    await expect(outside).rejects.toThrow('Only the end of a transaction');
    expect(await stored()).toEqual([]);
  });
});

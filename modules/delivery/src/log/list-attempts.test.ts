import { encodeCursor } from '@tidings/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordAlone } from '../queue/record.ts';
import { FAILURE, finished, installation, NOWHERE } from '../testing.ts';

let home: Awaited<ReturnType<typeof installation>>;
beforeAll(async () => {
  home = await installation();
});
afterAll(() => home.close());

/** A delivery with so many failed attempts. */
async function setup(attempts: number) {
  const account = home.account();
  const webhook = await account.hook(NOWHERE);
  await account.publish();
  const { id } = await account.latest(webhook.id);
  for (let number = 1; number <= attempts; number += 1) {
    const [claimed] = await home.claim();
    await recordAlone(home.database, finished(claimed!, FAILURE, 0));
  }
  return { ...account, id };
}

it('gives the attempts in their order, a page at a time', async () => {
  const { deliveries, id } = await setup(5);
  const first = await deliveries.attempts({ id, limit: 2 });
  expect(first).toMatchObject({ has_more: true, data: [{ number: 1 }, { number: 2 }] });
  const second = await deliveries.attempts({ id, limit: 2, cursor: first.next_cursor! });
  expect(second).toMatchObject({ has_more: true, data: [{ number: 3 }, { number: 4 }] });
  const last = await deliveries.attempts({ id, limit: 2, cursor: second.next_cursor! });
  expect(last).toMatchObject({ has_more: false, next_cursor: null, data: [{ number: 5 }] });
});

it.each(['one', '-1', '9'.repeat(10)])('refuses a cursor of %s', async (number) => {
  const { deliveries, id } = await setup(0);
  const cursor = encodeCursor(`attempts ${id}`, [number]);
  await expect(deliveries.attempts({ id, cursor })).rejects.toMatchObject({
    cause: expect.objectContaining({ issues: [expect.objectContaining({ path: 'cursor' })] }),
  });
});

it("finds no other account's delivery", async () => {
  const { id } = await setup(0);
  await expect(home.account().deliveries.attempts({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

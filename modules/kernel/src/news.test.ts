import { expect, test } from 'vitest';
import { NewsPile } from './news.ts';

test('news that wait are taken together, each of them once', () => {
  const pile = new NewsPile();
  expect(pile.isEmpty).toBe(true);
  pile.addDelivery('wh_1', 'del_1');
  pile.addDelivery('wh_1', 'del_2');
  pile.addDelivery('wh_1', 'del_1');
  pile.add({ deliveries: { wh_2: ['del_3'] }, webhooks: ['wh_1'], events: true });
  pile.add({ webhooks: ['wh_1'], notices: true, access: true });
  expect(pile.isEmpty).toBe(false);
  expect(pile.take()).toEqual({
    deliveries: { wh_1: ['del_1', 'del_2'], wh_2: ['del_3'] },
    webhooks: ['wh_1'],
    events: true,
    notices: true,
    access: true,
  });
  expect([pile.isEmpty, pile.take()]).toEqual([true, {}]);
});

test('of a webhook with many changes it is said that there are many', () => {
  const pile = new NewsPile();
  for (let count = 0; count < 20; count += 1) pile.addDelivery('wh_1', `del_${count}`);
  pile.addDelivery('wh_1', 'del_0');
  pile.add({ deliveries: { wh_2: null } });
  pile.addDelivery('wh_2', 'del_1');
  expect(pile.take().deliveries).toMatchObject({ wh_1: { length: 20 }, wh_2: null });
  for (let count = 0; count < 10_000; count += 1) pile.addDelivery('wh_1', `del_${count}`);
  expect(pile.take()).toEqual({ deliveries: { wh_1: null } });
});

test('of an account with many changed webhooks it is said that everything may have changed', () => {
  const pile = new NewsPile();
  for (let count = 0; count < 1_000; count += 1) pile.addDelivery(`wh_${count}`, 'del_1');
  const { deliveries, everything } = pile.take();
  expect([Object.keys(deliveries ?? {}).length, everything]).toEqual([100, true]);
  for (let count = 0; count < 1_000; count += 1) pile.add({ webhooks: [`wh_${count}`] });
  const { webhooks, ...rest } = pile.take();
  expect([webhooks?.length, rest]).toEqual([100, { everything: true }]);
});

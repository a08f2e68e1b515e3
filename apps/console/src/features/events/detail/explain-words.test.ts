import type { Explanation } from '@tidings/event/schema';
import { expect, it } from 'vitest';

import { momentWords } from '../../../format/time.ts';
import { canBeReplayed, explainSummary, inOrder, reasonWords } from './explain-words.ts';

const told = (webhook: string, result: Explanation['result']): Explanation => ({
  webhook_id: webhook,
  result,
  reason: '',
  delivery_id: null,
});
const explain = [
  told('a', 'not_subscribed'),
  told('b', 'pending'),
  told('c', 'filtered'),
  told('d', 'failed'),
  told('e', 'delivered'),
];

it('counts what became of an event by result', () => {
  expect(explainSummary([...explain, told('f', 'delivered')])).toBe(
    '2 delivered, 1 pending, 1 failed, 1 filtered out, 1 not subscribed',
  );
  expect(explainSummary([])).toBe('');
});

it('puts those that got it first, and moves none when a delivery comes to its end', () => {
  const order = (list: Explanation[]) =>
    inOrder(list)
      .map((each) => each.webhook_id)
      .join('');
  expect(order(explain)).toBe('bdeca');
  expect(order(explain.map((each) => (each.webhook_id === 'b' ? told('b', 'delivered') : each)))).toBe(
    'bdeca',
  );
});

it('offers to replay what came to its end, and what was missed, as after a pause', () => {
  const offered = [...explain, told('f', 'paused'), told('g', 'disabled')].filter(canBeReplayed);
  expect(offered.map((each) => each.result)).toEqual(['failed', 'delivered', 'paused', 'disabled']);
});

it('tells times as whoever looks has them, but for those of data', () => {
  const at = '2026-11-20T14:38:52.123Z';
  expect(reasonWords({ ...told('a', 'pending'), reason: `It is planned for ${at}.` })).toBe(
    `It is planned for ${momentWords(at)}.`,
  );
  const reason = `object.at: expected "${at}", found "vip".`;
  expect(reasonWords({ ...told('a', 'filtered'), reason })).toBe(reason);
});

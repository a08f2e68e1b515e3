import { expect, it } from 'vitest';

import { inHeldOrder } from './held-order.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));

it('keeps rows where they were, leaves out what is gone, and puts what is new below', () => {
  expect(inHeldOrder(rows('new', 'c', 'newer', 'a'), ['a', 'b', 'c'])).toEqual(
    rows('a', 'c', 'new', 'newer'),
  );
});

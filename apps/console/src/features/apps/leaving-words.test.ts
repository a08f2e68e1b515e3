import { expect, it } from 'vitest';

import { leavingWords } from './leaving-words.ts';

it('counts what goes with an app', () => {
  expect(leavingWords({ keys: 1, webhooks: 12 })).toEqual([
    '1 key: the next request with it is refused.',
    '12 webhooks that it made: what waits to be delivered to them is never sent.',
  ]);
});

it('says outright that there is nothing', () => {
  expect(leavingWords({ keys: 0, webhooks: 0 })).toEqual([
    'No key: it has none in force.',
    'No webhook: it made none that is still there.',
  ]);
});

import type { Replay } from '@tidings/delivery/schema';

import { makeWebhook, webhooks } from '../../../mocks/webhooks.ts';
import { aReplay } from '../../../stories/a-replay.ts';
import { OUT_OF_ORDER } from '../../../stories/refusals.ts';
import type { Stories } from '../../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, LONG_NAME, UNBROKEN_NAME } from '../../../stories/texts.ts';
import { ReplayList } from './replay-list.tsx';

const WIDTH = 520;
const [healthy] = webhooks;
const list = { role: 'list', name: 'Replays, newest first' };
const LONG_TYPE = 'a_resource_with_a_very_long_name_indeed.that_something_has_happened_to';

/** As wide as its panel. */
const render = () => (
  <div style={{ maxWidth: WIDTH }}>
    <ReplayList />
  </div>
);
const page = (data: Replay[], more = false) => ({
  'replays.list': { data: { data, has_more: more, next_cursor: more ? 'more' : null } },
});
/** Replays to webhooks of these names. */
function toNamed(...names: string[]) {
  const rows = names.map((name) => makeWebhook({ name }));
  return {
    ...page(rows.map(({ id }) => aReplay({ webhook_id: id, types: [LONG_TYPE] }))),
    'webhooks.rows': { data: { data: rows } },
  };
}

export const stories: Stories = {
  'every status': {
    render,
    answers: page([
      aReplay({ status: 'counting', total: 4_200, done: 0 }),
      aReplay({ webhook_id: healthy?.id ?? null, only_failed: true, types: ['tag.created'] }),
      aReplay({ status: 'completed', done: 12_204 }),
      aReplay({ status: 'cancelled' }),
      aReplay({ status: 'failed', error: 'The events of 2 November were deleted.' }),
    ]),
    shows: [
      list,
      'Counting',
      'Running',
      'Completed',
      'Cancelled',
      'Failed',
      'Warehouse loader',
      'Only what has not succeeded, tag.created',
    ],
  },
  loading: {
    render,
    answers: { 'replays.list': 'never' },
    shows: [{ role: 'status', name: 'Replays are loading' }],
  },
  empty: {
    render,
    answers: page([]),
    shows: ['No replays yet', { role: 'link', name: 'New replay' }],
  },
  error: {
    render,
    answers: { 'replays.list': OUT_OF_ORDER },
    shows: ['Could not load the replays', { role: 'button', name: 'Try again' }],
  },
  'names that cannot be read': {
    render,
    answers: { ...page([aReplay({ webhook_id: healthy?.id ?? null })]), 'webhooks.rows': OUT_OF_ORDER },
    shows: [list, 'The names of the webhooks could not be loaded.'],
  },
  many: {
    render,
    answers: page(
      Array.from({ length: 20 }, (_, index) => aReplay({ status: 'completed', total: 1_000 + index })),
      true,
    ),
    shows: ['1,019 deliveries attempted', { role: 'button', name: 'Load more' }],
  },
  'long names': { render, answers: toNamed(LONG_NAME, UNBROKEN_NAME), shows: [LONG_NAME, UNBROKEN_NAME] },
  'right-to-left': { render, answers: toNamed(ARABIC_NAME, HEBREW_NAME), shows: [ARABIC_NAME, HEBREW_NAME] },
};

import { Stack } from '@mantine/core';

import { catalog } from '../../../mocks/catalog.ts';
import { makeWebhook, webhooks } from '../../../mocks/webhooks.ts';
import { aReplay } from '../../../stories/a-replay.ts';
import { OUT_OF_ORDER } from '../../../stories/refusals.ts';
import type { Stories } from '../../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, LONG_NAME, UNBROKEN_NAME } from '../../../stories/texts.ts';
import { ReplayProgress } from './replay-progress.tsx';
import { ReplayView } from './replay-view.tsx';

const WIDTH = 520;
const [healthy, , , paused] = webhooks;

const named = (name: string) => makeWebhook({ name, status: 'paused' });
const rowsOf = (...rows: ReturnType<typeof makeWebhook>[]) => ({
  'webhooks.rows': { data: { data: rows } },
});
const [long, unbroken, arabic, hebrew] = [LONG_NAME, UNBROKEN_NAME, ARABIC_NAME, HEBREW_NAME].map(named);
const idOf = (webhook: { id: string } | undefined) => webhook?.id ?? '';

/** As wide as its panel. */
const progress = (changed: Parameters<typeof aReplay>[0], rate: number | null = null) => (
  <Stack gap="md" maw={WIDTH}>
    <ReplayProgress replay={aReplay(changed)} rate={rate} />
  </Stack>
);
/** As it is read. */
const view = () => (
  <div style={{ maxWidth: WIDTH }}>
    <ReplayView id={aReplay().id} />
  </div>
);
const ended = { finished_at: new Date().toISOString() };
const allArrived = { succeeded: 12_204, failed: 0, retrying: 0, webhooks: [] };
const cancel = 'Cancel replay';

export const stories: Stories = {
  counting: {
    render: () => progress({ status: 'counting', total: 4_200, done: 0 }),
    shows: ['Counting', '4,200 deliveries found so far', { role: 'button', name: cancel }],
  },
  running: {
    render: () => progress({ webhook_id: idOf(healthy), only_missed: true }, 40),
    shows: ['Running', '1,204 of 12,204 deliveries attempted', '40 a second, about', 'Only what was missed'],
  },
  'running, and none in the last seconds': {
    render: () => progress({}, 0),
    shows: ['Running', 'None in the last seconds'],
  },
  'waiting for a paused webhook': {
    render: () => progress({ waiting_for: [idOf(paused)] }),
    shows: ['It waits for', 'Slack alerts', 'and goes on when resumed.', 'All types'],
  },
  done: {
    render: () => progress({ status: 'completed', done: 12_204, ...ended, outcomes: allArrived }),
    shows: ['Completed', '12,204 deliveries attempted', '12,204 succeeded', '0 failed', 'Ended'],
    lacks: ['tried again'],
  },
  'done, and not all of it arrived': {
    render: () =>
      progress({
        status: 'completed',
        done: 12_204,
        ...ended,
        outcomes: {
          succeeded: 12_174,
          failed: 27,
          retrying: 3,
          webhooks: [
            { webhook_id: idOf(healthy), failed: 27, retrying: 2 },
            { webhook_id: 'wh_01kaf3c2v7e8w9xk4t00000000', failed: 0, retrying: 1 },
          ],
        },
      }),
    shows: [
      '12,174 succeeded',
      '27 failed',
      '3 tried again',
      { role: 'link', name: 'Warehouse loader: 27 failed, 2 tried again' },
      'A deleted webhook: 1 tried again',
    ],
  },
  empty: {
    render: () => progress({ status: 'completed', total: 0, done: 0, ...ended }),
    shows: ['Completed', 'There was nothing to replay'],
  },
  failed: {
    render: () => progress({ status: 'failed', error: 'The events of 2 November were deleted.', ...ended }),
    shows: ['Failed', 'The events of 2 November were deleted.', 'Ended'],
    lacks: [{ role: 'button', name: cancel }],
  },
  cancelled: {
    render: () => progress({ status: 'cancelled', ...ended }),
    shows: ['Cancelled', '1,204 of 12,204 deliveries attempted', 'Ended'],
    lacks: [{ role: 'button', name: cancel }],
  },
  'asked whether to cancel it': {
    render: () => progress({}),
    press: [cancel],
    shows: [
      { role: 'group', name: 'Cancel this replay?' },
      { role: 'button', name: 'Let it go on' },
    ],
    lacks: [{ css: 'button[data-loading]' }, 'The request to cancel the replay was not confirmed'],
  },
  'being cancelled': {
    render: () => progress({}),
    answers: { 'replays.cancel': 'never' },
    press: [cancel, cancel],
    shows: [{ role: 'group', name: 'Cancel this replay?' }, { css: 'button[data-loading]' }],
  },
  'not cancelled': {
    render: () => progress({}),
    answers: { 'replays.cancel': OUT_OF_ORDER },
    press: [cancel, cancel],
    shows: ['The request to cancel the replay was not confirmed', 'The database did not answer in time.'],
  },
  loading: {
    render: view,
    answers: { 'replays.get': 'never' },
    shows: [{ role: 'status', name: 'The replay is loading' }],
  },
  error: {
    render: view,
    answers: { 'replays.get': OUT_OF_ORDER },
    shows: ['Could not load the replay', { role: 'button', name: 'Try again' }],
  },
  gone: {
    render: view,
    answers: { 'replays.get': { status: 404, detail: 'This replay does not exist.' } },
    shows: ['There is no such replay.', 'All replays'],
  },
  'names that cannot be read': {
    render: () => progress({ webhook_id: idOf(healthy) }),
    answers: { 'webhooks.rows': OUT_OF_ORDER },
    shows: ['The names of the webhooks could not be loaded.'],
  },
  'to a deleted webhook': {
    render: () => progress({ webhook_id: 'wh_01kaf3c2v7e8w9xk4t00000000' }),
    shows: ['Running', 'A deleted webhook'],
  },
  many: {
    render: () =>
      progress({
        types: catalog.map(({ name }) => name),
        waiting_for: webhooks.map(({ id }) => id),
        total: 12_000_204,
      }),
    shows: ['webhook.ping', 'It waits for', '1,204 of 12,000,204 deliveries attempted'],
  },
  'long names': {
    render: () =>
      progress({
        webhook_id: idOf(long),
        waiting_for: [idOf(long), idOf(unbroken)],
        created_by: { type: 'app', id: 'app_1', name: UNBROKEN_NAME },
      }),
    answers: long && unbroken && rowsOf(long, unbroken),
    shows: [LONG_NAME, UNBROKEN_NAME],
  },
  'right-to-left': {
    render: () =>
      progress({
        webhook_id: idOf(arabic),
        waiting_for: [idOf(arabic), idOf(hebrew)],
        created_by: { type: 'user', id: 'usr_1', name: HEBREW_NAME },
      }),
    answers: arabic && hebrew && rowsOf(arabic, hebrew),
    shows: [ARABIC_NAME, HEBREW_NAME],
  },
};

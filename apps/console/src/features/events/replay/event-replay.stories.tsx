import { catalog } from '../../../mocks/catalog.ts';
import { makeWebhook, webhooks } from '../../../mocks/webhooks.ts';
import { OUT_OF_ORDER } from '../../../stories/refusals.ts';
import type { Stories } from '../../../stories/story.ts';
import { ARABIC_NAME, HEBREW_NAME, LONG_NAME } from '../../../stories/texts.ts';
import { EventReplay } from './event-replay.tsx';
import { keepValues, readValues, type ReplayLink, type ReplayValues } from './replay-values.ts';
import { ReplayEventModal } from '../detail/replay-event-modal.tsx';

const WIDTH = 520;
const [healthy, , , paused] = webhooks;
const ONE_EVENT = { id: 'evt_01kaf3c2v7e8w9xk4t00000000', type: 'tag.created' };

const named = (name: string) => makeWebhook({ name, status: 'paused' });
const long = named(LONG_NAME);
const arabic = named(ARABIC_NAME);
const hebrew = makeWebhook({ name: HEBREW_NAME });

/** As wide as its panel. What differs from a new one is put where what was typed is kept. */
function replay(link: ReplayLink, typed?: Partial<ReplayValues>) {
  if (typed) keepValues(link, { ...readValues(link), ...typed });
  return (
    <div style={{ maxWidth: WIDTH }}>
      <EventReplay link={link} onStarted={() => {}} />
    </div>
  );
}

const ofOneEvent = (webhookId: string | null) => (
  <ReplayEventModal event={ONE_EVENT} webhookId={webhookId} opened onClose={() => {}} />
);
const press = ['Preview'];
const emptyField = (placeholder: string) => ({ css: `[placeholder^="${placeholder}"]:placeholder-shown` });

export const stories: Stories = {
  empty: {
    render: () => replay({}),
    shows: [{ role: 'button', name: 'Preview' }, emptyField('All types'), emptyField('All that are active')],
    lacks: ['Counting what there is', 'Could not count the events', { css: '[type=datetime-local]' }],
  },
  'of what one webhook missed': {
    render: () => replay({ webhook: healthy?.id, only: 'missed' }),
    shows: [
      { role: 'radio', name: 'Only what was missed', checked: true },
      { role: 'combobox', name: 'Webhook', holds: 'Warehouse loader' },
    ],
  },
  'to a paused webhook': {
    render: () => replay({ webhook: paused?.id }),
    press,
    shows: ['Slack alerts is paused. You can see how much there is', { role: 'button', name: 'Resume' }],
    lacks: ['Counting what there is'],
  },
  loading: {
    render: () => replay({}),
    answers: { 'replays.create': 'never' },
    press,
    shows: ['Counting what there is, for 15 seconds at most.'],
  },
  counted: {
    render: () => replay({}),
    answers: { 'replays.create': { data: { total: 12_204, is_estimate: false } } },
    press,
    shows: ['12,204 deliveries', { role: 'button', name: 'Start replay' }],
  },
  'nothing to replay': {
    render: () => replay({}),
    answers: { 'replays.create': { data: { total: 0, is_estimate: false } } },
    press,
    shows: ['Nothing to replay'],
  },
  'more than can be counted': {
    render: () => replay({}),
    answers: { 'replays.create': { data: { total: 61_000, is_estimate: true } } },
    press,
    shows: ['At least 61,000 deliveries'],
  },
  error: {
    render: () => replay({}),
    answers: { 'replays.create': OUT_OF_ORDER },
    press,
    shows: ['Could not count the events', 'Nothing was sent.'],
  },
  'a range without a start': {
    render: () => replay({}, { range: 'custom' }),
    press,
    shows: ['Say from when.'],
  },
  'a range that ends before it begins': {
    render: () => replay({}, { range: 'custom', from: '2026-11-20T10:00', to: '2026-11-19T10:00' }),
    press,
    shows: ['This is before the start.'],
  },
  'a range that is refused': {
    render: () => replay({}, { range: 'custom', from: '2099-11-19T10:00', to: '2099-11-20T10:00' }),
    answers: {
      'replays.create': {
        status: 422,
        detail: 'This lies in the future: nothing has happened yet.',
        issues: [{ path: '/created_after', message: 'This lies in the future: nothing has happened yet.' }],
      },
    },
    press,
    shows: ['This lies in the future: nothing has happened yet.'],
  },
  many: {
    render: () => replay({}, { types: catalog.map(({ name }) => name) }),
    shows: ['webhook.ping'],
  },
  'long names': {
    render: () => replay({ webhook: long.id }),
    answers: { 'webhooks.rows': { data: { data: [long] } } },
    shows: [LONG_NAME],
  },
  'right-to-left': {
    render: () => replay({ webhook: arabic.id }),
    answers: { 'webhooks.rows': { data: { data: [arabic, hebrew] } } },
    shows: [ARABIC_NAME],
  },
  'of one event': {
    render: () => ofOneEvent(null),
    shows: ['is delivered once more, under the same event id.', emptyField('All active webhooks')],
    lacks: ['The request to replay the event was not confirmed'],
  },
  'of one event, not sent': {
    render: () => ofOneEvent(null),
    answers: { 'replays.event': OUT_OF_ORDER },
    press: ['Replay'],
    shows: ['The request to replay the event was not confirmed', 'The database did not answer in time.'],
  },
  'of one event, right-to-left': {
    render: () => ofOneEvent(hebrew.id),
    answers: { 'webhooks.rows': { data: { data: [arabic, hebrew] } } },
    shows: ['Replay this event?', { role: 'combobox', name: 'To', holds: HEBREW_NAME }],
  },
};

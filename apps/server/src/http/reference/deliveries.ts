import { HAPPENED_AT, IDS, type OperationReference, pageOf, SERVICE } from './operation-reference.ts';

/** Opaque to whoever is given it. */
const LISTENING =
  'WyIyMDI2LTExLTIwVDE0OjM0OjAwLjAwMDAwMFoiLCIyMDI2LTExLTIwVDE0OjM0OjAxLjAwMDAwMFoiLCJldnRfMDFrYWRnZWVlN2UwdHRjdDI4MHg2aDNxbmIiXQ';

const DELIVERY = {
  id: IDS.delivery,
  event_id: IDS.event,
  event_type: 'tag.created',
  webhook_id: IDS.webhook,
  status: 'retrying',
  attempts_made: 1,
  attempts_max: 6,
  next_attempt_at: '2026-11-20T14:35:03.000Z',
  created_at: HAPPENED_AT,
  updated_at: '2026-11-20T14:34:01.000Z',
  last_status_code: 503,
  last_error: 'http_5xx',
  last_duration_ms: 212,
  trigger: 'event',
};

export const ATTEMPT = {
  id: IDS.attempt,
  delivery_id: IDS.delivery,
  number: 1,
  started_at: HAPPENED_AT,
  duration_ms: 212,
  outcome: 'failed',
  error: 'http_5xx',
  error_detail: null,
  status_code: 503,
  request: {
    url: 'https://example.com/hooks',
    headers: { 'content-type': 'application/json', 'webhook-id': IDS.event },
    body: '{"id":"evt_…","type":"tag.created"}',
  },
  response: { headers: { 'retry-after': '60' }, body: 'Busy.', truncated: false },
  timings: { dns: 12, connect: 31, tls: 44, first_byte: 120, total: 212 },
};

const REPLAY = {
  id: IDS.replay,
  status: 'running',
  created_after: '2026-11-20T00:00:00.000Z',
  created_before: '2026-11-21T00:00:00.000Z',
  types: ['tag.created'],
  webhook_id: IDS.webhook,
  only_failed: true,
  only_missed: false,
  total: 1240,
  done: 310,
  waiting_for: [],
  error: null,
  outcomes: null,
  created_by: SERVICE,
  created_at: HAPPENED_AT,
  updated_at: HAPPENED_AT,
  finished_at: null,
};

const RESUME_FIRST = 'The webhook is paused or disabled, or the data of the event were erased.';

export const deliveries: Record<string, OperationReference> = {
  'sourceIps.list': {
    description:
      'Addresses that deliveries come from, as far as the operator says: for firewalls of receivers.',
    answer: { data: ['203.0.113.7'], has_more: false, next_cursor: null },
  },
  'deliveries.list': {
    description:
      'The log of a webhook, newest first. With `Accept: text/csv` all rows that match are streamed at once, without `limit` and `cursor`.',
    answer: pageOf(DELIVERY),
  },
  'deliveries.failedSummary': {
    description: 'How many deliveries have failed or wait for a retry, and why.',
    answer: {
      failed: 12,
      retrying: 3,
      most_common_error: { error: 'http_5xx', count: 9 },
      next_attempt_at: '2026-11-20T14:35:03.000Z',
      held_back: null,
      failed_is_estimate: false,
      retrying_is_estimate: false,
    },
  },
  'deliveries.retryFailed': {
    description: 'Attempts all failed deliveries again, or those of some types or of a time.',
    request: { type: ['tag.created'] },
    answer: { count: 12 },
    conflict: 'The webhook is paused or disabled.',
  },
  'deliveries.archiveFailed': {
    description: 'Puts failed deliveries aside: they stay in the log and are no longer counted as failed.',
    request: { created_before: HAPPENED_AT },
    answer: { count: 12 },
  },
  'deliveries.get': { description: 'One delivery, and what its last attempt ended with.', answer: DELIVERY },
  'deliveries.attempts': {
    description: 'Every HTTP request of a delivery, first one first, with what was sent and what came back.',
    answer: pageOf(ATTEMPT),
  },
  'deliveries.retry': {
    description:
      'Attempts a delivery at once, also one that succeeded. An automatic retry that waits is replaced.',
    answer: { ...DELIVERY, status: 'pending', trigger: 'manual' },
    conflict:
      'The webhook is paused or disabled, the data of the event were erased, or the delivery is past the retention.',
  },
  'deliveries.cancel': {
    description: 'Ends a delivery that waits. An attempt that is under way is let finish.',
    answer: { ...DELIVERY, status: 'cancelled', next_attempt_at: null },
    conflict: 'The delivery has ended already.',
  },
  'listening.requests': {
    description:
      'What a webhook for all events of some types would be sent, for a program that forwards it to where no URL leads, as ' +
      '`tidings listen` does. Events come in the order in which they were accepted; the first answer says with its `cursor` where ' +
      'to go on. `since` looks back, at most a day; `webhook_id` asks for what one webhook gets. Requests are signed with a secret ' +
      'that is the same for this key every time. Nothing is stored, and nothing of it is in the delivery log.',
    request: { events: ['tag.*'], cursor: LISTENING, seen: [] },
    answer: {
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      cursor: LISTENING,
      has_more: false,
      is_complete: true,
      data: [
        {
          event_id: IDS.event,
          event_type: 'tag.created',
          headers: {
            'content-type': 'application/json',
            'webhook-id': IDS.event,
            'webhook-timestamp': '1795185240',
            'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
          },
          body: `{"id":"${IDS.event}","type":"tag.created"}`,
          fault: null,
        },
      ],
    },
  },
  'replays.create': {
    description:
      'Delivers the events of a time range again, with the ids that they had. `dry_run` counts them first. Any number is taken; ' +
      'live deliveries go first.',
    request: {
      created_after: '2026-11-20T00:00:00.000Z',
      created_before: '2026-11-21T00:00:00.000Z',
      types: ['tag.created'],
      webhook_id: IDS.webhook,
      only_failed: true,
    },
    answer: { ...REPLAY, status: 'counting', total: 0, done: 0 },
    dryRunAnswer: { total: 1240, is_estimate: false },
    conflict: 'The webhook is paused or disabled, or too many replays run already.',
  },
  'replays.list': { description: 'Replays of the account, newest first.', answer: pageOf(REPLAY) },
  'replays.get': { description: 'How far a replay is.', answer: REPLAY },
  'replays.cancel': {
    description: 'Ends a replay. What it has delivered stays delivered; what waits is cancelled.',
    answer: { ...REPLAY, status: 'cancelled', finished_at: HAPPENED_AT },
    conflict: 'The replay has ended already.',
  },
  'replays.event': {
    description: 'Delivers one event again, to one webhook or to all that get such events.',
    request: { webhook_id: IDS.webhook },
    answer: { count: 1, data: [{ ...DELIVERY, status: 'pending', trigger: 'replay' }] },
    conflict: RESUME_FIRST,
  },
};

import { ATTEMPT } from './deliveries.ts';
import type { OperationReference } from './operation-reference.ts';

const SUCCESS = {
  success: true,
  attempt: {
    ...ATTEMPT,
    outcome: 'succeeded',
    error: null,
    status_code: 200,
    response: { headers: { 'content-type': 'text/plain' }, body: 'ok', truncated: false },
  },
  causes: [],
};

const TIMEOUT = {
  ...ATTEMPT,
  duration_ms: 5003,
  error: 'timeout',
  status_code: null,
  response: null,
  timings: { dns: 12, connect: 31, tls: 44, first_byte: null, total: 5003 },
};

export const health: Record<string, OperationReference> = {
  'trials.url': {
    description:
      'Sends a sample to a URL that is not saved yet, and answers with the request, the response and the time of each phase. ' +
      'It is signed with a `secret` that is made for this test and shown in the answer. Nothing is kept. An account may make ' +
      '30 tests and diagnoses a minute, 5 at once.',
    request: { url: 'https://example.com/hooks', type: 'email.opened', timeout_seconds: 5 },
    answer: {
      success: false,
      attempt: { ...TIMEOUT, delivery_id: null },
      causes: [
        'Endpoint did not respond within 5 seconds. Check your server.',
        'Answer 2xx first and do the work afterwards, in a queue or a background job.',
      ],
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    },
  },
  'trials.webhook': {
    description:
      'Sends a webhook one event now, also while it is paused: a sample, given data, or a past event by `event_id`, for which ' +
      'an account key needs `events:read` as well. It is in the delivery log with the trigger `test`, is never retried and does ' +
      'not count for health.',
    request: { type: 'email.opened' },
    answer: SUCCESS,
    conflict: 'The data of the event were erased, or the secret of the webhook cannot be read.',
  },
  'trials.diagnose': {
    description:
      'Looks at everything that has to be right for events to arrive, from the name in the URL to the filter, and says what to ' +
      'do. The receiver gets one signed `webhook.ping`; nothing is changed.',
    answer: {
      checks: [
        { name: 'status', result: 'pass', detail: 'The webhook is active.', next_step: null },
        { name: 'dns', result: 'pass', detail: 'example.com has one address.', next_step: null },
        {
          name: 'tls',
          result: 'fail',
          detail: 'The certificate ended on 2026-11-19.',
          next_step: 'Renew the certificate.',
        },
      ],
    },
  },
  'metrics.stats': {
    description:
      'Counts, durations and errors of a webhook, with a point for every hour (`24h`, `7d`) or day (`30d`), empty ones too. ' +
      'An attempt counts when it began, a delivery when it was made, so that a late success hides no new failure. Tests are not ' +
      'counted.',
    answer: {
      totals: {
        deliveries: 1240,
        succeeded: 1228,
        failed: 12,
        success_rate: 0.9903,
        attempts: { total: 1266, failed: 38, success_rate: 0.97 },
        exhausted: 2,
        errors: [{ error: 'http_5xx', count: 38 }],
        duration_ms: { min: 41, avg: 118, max: 2210, p95: 362 },
      },
      series: [
        {
          at: '2026-11-20T14:00:00.000Z',
          total: 52,
          failed: 1,
          duration_ms: { min: 48, avg: 121, max: 530 },
        },
        {
          at: '2026-11-20T15:00:00.000Z',
          total: 0,
          failed: 0,
          duration_ms: { min: null, avg: null, max: null },
        },
      ],
    },
  },
};

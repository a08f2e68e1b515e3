import {
  testUrlInput,
  testWebhookInput,
  type Diagnosis,
  type DiagnosisCheck,
  type TestResult,
} from '@tidings/delivery/schema';

import { catalog } from './catalog.ts';
import { addDelivery, attempts } from './deliveries.ts';
import { allEvents } from './events.ts';
import { MockProblem, webhookOf } from './lookup.ts';
import { makeWebhook } from './webhooks.ts';

const CAUSES = [
  'Endpoint did not respond within 5 seconds. Check your server.',
  'Answer 2xx first and do the work afterwards, in a queue or a background job.',
];

function resultOf(
  webhook: ReturnType<typeof makeWebhook>,
  type: string,
  data?: Record<string, unknown>,
): TestResult {
  const failing = webhook.health === 'failing';
  // The third fate of a failing webhook is that no answer comes in time.
  const delivery = addDelivery(webhook, failing ? 'failing' : 'healthy', failing ? 2 : 0, 0, type);
  const attempt = attempts.get(delivery.id)?.at(-1);
  if (!attempt) throw new MockProblem(500, 'There is no attempt.');
  const body = data ? JSON.stringify({ ...JSON.parse(attempt.request.body), data }) : attempt.request.body;
  return {
    success: !failing,
    attempt: { ...attempt, number: 1, request: { ...attempt.request, body } },
    causes: failing ? CAUSES : [],
  };
}

const pass = (name: DiagnosisCheck['name'], detail: string): DiagnosisCheck => ({
  name,
  result: 'pass',
  detail,
  next_step: null,
});

function checksOf(webhook: ReturnType<typeof makeWebhook>): Diagnosis['checks'] {
  const { hostname } = new URL(webhook.url);
  const reached = [
    pass('dns', `${hostname} resolves to 203.0.113.20.`),
    pass('address', '203.0.113.20 is a public address.'),
    pass('tcp', 'Port 443 accepted a connection after 11 ms.'),
    {
      name: 'tls' as const,
      result: 'warn' as const,
      detail: `The certificate of ${hostname} is valid, and expires in 9 days.`,
      next_step: 'Renew it before 1 December 2026.',
    },
  ];
  const response: DiagnosisCheck =
    webhook.health === 'failing'
      ? { name: 'response', result: 'fail', detail: CAUSES[0] ?? '', next_step: CAUSES[1] ?? null }
      : pass(
          'response',
          'Endpoint answered 204 to a signed webhook.ping after 98 ms, of 5000 ms that it has.',
        );
  const chosen = [
    pass('subscriptions', 'Every subscription has event types.'),
    pass('filter', 'There is no filter.'),
    pass('signatures', 'None of the last 50 answers was 401 or 403.'),
  ];
  const status: DiagnosisCheck =
    webhook.status === 'paused'
      ? {
          name: 'status',
          result: 'warn',
          detail: 'The webhook is paused: nothing is delivered to it.',
          next_step: 'Resume it.',
        }
      : pass('status', 'The webhook is active.');
  if (webhook.status !== 'disabled') return [status, ...reached, response, ...chosen];
  const detail = `${hostname} does not resolve: ENOTFOUND.`;
  return [
    {
      ...status,
      result: 'fail',
      detail: 'The webhook is disabled.',
      next_step: 'Correct the endpoint, then resume it.',
    },
    { name: 'dns', result: 'fail', detail, next_step: 'Check the host in the URL.' },
    ...chosen,
  ];
}

/** Tests and diagnoses, as far as they can be had without an endpoint. */
export const trialProcedures: Record<string, (input: unknown) => unknown> = {
  'trials.webhook': (input) => {
    const { id, type, data, event_id: eventId } = testWebhookInput.parse(input);
    const event = eventId === undefined ? undefined : allEvents().find((each) => each.id === eventId);
    return resultOf(webhookOf({ id }), event?.type ?? type ?? catalog[0]?.name ?? '', event?.data ?? data);
  },
  'trials.url': (input) => {
    const { url, type, data } = testUrlInput.parse(input);
    const health = url.includes('fail') ? 'failing' : 'healthy';
    const { attempt, ...result } = resultOf(makeWebhook({ url, health }), type, data);
    return {
      ...result,
      attempt: { ...attempt, delivery_id: null },
      secret: 'whsec_bWFkZSBmb3IgdGhpcyB0ZXN0IGFsb25l',
    };
  },
  'sourceIps.list': () => ({ data: ['203.0.113.7', '203.0.113.8'], has_more: false, next_cursor: null }),
  'trials.diagnose': (input) => ({ checks: checksOf(webhookOf(input)) }),
};

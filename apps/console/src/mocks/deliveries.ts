import type { Attempt, AttemptError, Delivery } from '@tidings/delivery/schema';
import type { Webhook } from '@tidings/endpoint/schema';

import { selectedTypes } from '../features/catalog/selection.ts';
import { catalog } from './catalog.ts';
import { mockId } from './ids.ts';

type Fate = { code: number | null; error: AttemptError | null; ms: number; body: string };
const OK: Fate = { code: 200, error: null, ms: 112, body: '{"received":true}' };
const DOWN: Fate = {
  code: 500,
  error: 'http_5xx',
  ms: 4980,
  body: 'upstream connect error: ledger-db timed out',
};
const SLOW: Fate = { code: null, error: 'timeout', ms: 5000, body: '' };
const CUT: Fate = { code: null, error: 'interrupted', ms: 0, body: '' };
const GONE: Fate = { code: null, error: 'dns', ms: 31, body: '' };

/** What is known of an attempt whose process ended in the middle of it. */
const CUT_SHORT = {
  duration_ms: null,
  outcome: 'interrupted',
  error: 'interrupted',
  error_detail: 'The sending process ended before it knew the outcome.',
  status_code: null,
  request: { url: '', headers: {}, body: '{}' },
  response: null,
  timings: { dns: null, connect: null, tls: null, first_byte: null, total: null },
} as const;

const FATES: Record<'healthy' | 'failing' | 'dead', Fate[]> = {
  healthy: [OK, { ...OK, ms: 98 }, { ...OK, ms: 131, code: 204, body: '' }],
  failing: [OK, DOWN, SLOW, OK, CUT, { ...DOWN, code: 503, ms: 87, body: '{"error":"unavailable"}' }],
  dead: [GONE],
};

export const deliveries: Delivery[] = [];
export const attempts = new Map<string, Attempt[]>();

function attemptOf(
  delivery: Delivery,
  webhook: Webhook,
  number: number,
  fate: Fate,
  startedAt: string,
): Attempt {
  const example = catalog.find((type) => type.name === delivery.event_type)?.versions[0]?.example ?? {};
  const opened = fate.error !== 'dns';
  const common = { id: mockId('att'), delivery_id: delivery.id, number, started_at: startedAt };
  if (fate === CUT) return { ...common, ...CUT_SHORT };
  return {
    ...common,
    duration_ms: fate.ms,
    outcome: fate.error === null ? 'succeeded' : 'failed',
    error: fate.error,
    error_detail: fate.error === 'dns' ? `getaddrinfo ENOTFOUND ${new URL(webhook.url).host}` : null,
    status_code: fate.code,
    request: {
      url: webhook.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tidings/0.1',
        'webhook-id': delivery.event_id,
        'webhook-timestamp': String(Math.floor(Date.parse(startedAt) / 1000)),
        'webhook-signature': 'v1,4kQ0f2sVh1mXo9ZpRb8yTtNq7Lw3CzEe5JgUu6HsAkI=',
        'x-tidings-event': delivery.event_type,
        'x-tidings-attempt': String(number),
        ...webhook.headers,
      },
      body: JSON.stringify({
        id: delivery.event_id,
        type: delivery.event_type,
        api_version: webhook.api_version,
        created_at: delivery.created_at,
        account_id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd',
        data: example,
      }),
    },
    response:
      fate.code === null
        ? null
        : {
            headers: { 'content-type': fate.body.startsWith('{') ? 'application/json' : 'text/plain' },
            body: fate.body,
            truncated: false,
          },
    timings: {
      dns: fate.error === 'dns' ? fate.ms : 3,
      connect: opened ? 11 : null,
      tls: opened ? 24 : null,
      first_byte: fate.code === null ? null : fate.ms - 4,
      total: fate.ms,
    },
  };
}

/** A delivery that happened `ageSeconds` ago, with as many attempts as its fate brought. */
export function addDelivery(
  webhook: Webhook,
  kind: keyof typeof FATES,
  index: number,
  ageSeconds: number,
  type?: string,
): Delivery {
  const fates = FATES[kind];
  const fate = fates[index % fates.length] ?? OK;
  const names = selectedTypes(
    webhook.events,
    catalog.map((each) => each.name),
  );
  const max = 1 + Math.min(webhook.retry.max_retries, webhook.retry.delays.length);
  const made = fate.error === null ? 1 : kind === 'dead' ? max : 1 + (index % 4);
  const createdAt = new Date(Date.now() - ageSeconds * 1000).toISOString();
  const delivery: Delivery = {
    id: mockId('del'),
    event_id: mockId('evt'),
    event_type: type ?? names[(index * 5) % names.length] ?? 'email.sent',
    webhook_id: webhook.id,
    status: fate.error === null ? 'succeeded' : made >= max || index % 7 === 5 ? 'failed' : 'retrying',
    attempts_made: made,
    attempts_max: max,
    next_attempt_at: null,
    created_at: createdAt,
    updated_at: createdAt,
    last_status_code: fate.code,
    last_error: fate.error,
    last_duration_ms: fate === CUT ? null : fate.ms,
    trigger: 'event',
  };
  if (delivery.status === 'retrying')
    delivery.next_attempt_at = new Date(Date.now() + (index + 1) * 47_000).toISOString();
  attempts.set(
    delivery.id,
    Array.from({ length: made }, (_, number) =>
      attemptOf(
        delivery,
        webhook,
        number + 1,
        fate,
        new Date(Date.parse(createdAt) + number * 63_000).toISOString(),
      ),
    ),
  );
  deliveries.unshift(delivery);
  return delivery;
}

export function retryNow(delivery: Delivery, webhook: Webhook): Delivery {
  const made = attempts.get(delivery.id) ?? [];
  made.push(attemptOf(delivery, webhook, made.length + 1, OK, new Date().toISOString()));
  return Object.assign(delivery, {
    status: 'succeeded',
    attempts_made: made.length,
    attempts_max: Math.max(made.length, delivery.attempts_max),
    next_attempt_at: null,
    last_status_code: 200,
    last_error: null,
    last_duration_ms: OK.ms,
  } satisfies Partial<Delivery>);
}

import { expect } from 'vitest';

// The JSON shapes that clients rely on. Written down here once more on purpose: a change of the server's own
// schemas must not change what is expected of it.

export type Webhook = {
  id: string;
  name: string;
  description: string;
  url: string;
  events: string[];
  status: 'active' | 'paused' | 'disabled';
  health: 'healthy' | 'failing' | 'idle';
  health_changed_at: string | null;
  retry: { enabled: boolean; max_retries: number; delays: string[] };
  timeout_seconds: number;
  headers: Record<string, string>;
  created_at: string;
  updated_at: string;
  secret_hint: string;
  created_by: { type: 'user' | 'app' | 'service'; id: string; name: string };
  secrets: { hint: string; created_at: string; expires_at: string | null }[];
  signature_scheme: string;
  public_key: string | null;
};
export type CreatedWebhook = Webhook & { secret: string };

export type Published = {
  id: string;
  type: string;
  api_version: string;
  created_at: string;
  deliveries: number;
};
export type Event = {
  id: string;
  type: string;
  api_version: string;
  created_at: string;
  account_id: string;
  data: Record<string, unknown>;
};

export type Delivery = {
  id: string;
  event_id: string;
  event_type: string;
  webhook_id: string;
  status: 'pending' | 'retrying' | 'succeeded' | 'failed' | 'cancelled' | 'archived';
  attempts_made: number;
  attempts_max: number;
  next_attempt_at: string | null;
  created_at: string;
  updated_at: string;
  last_status_code: number | null;
  last_error: string | null;
  last_duration_ms: number | null;
  trigger: string;
};

export type Attempt = {
  id: string;
  delivery_id: string;
  number: number;
  started_at: string;
  duration_ms: number | null;
  outcome: 'succeeded' | 'failed' | 'interrupted';
  error: string | null;
  status_code: number | null;
  request: { url: string; headers: Record<string, string>; body: string };
  response: { headers: Record<string, string | string[]>; body: string; truncated: boolean } | null;
  timings: Record<'dns' | 'connect' | 'tls' | 'first_byte' | 'total', number | null>;
};

export type Page<Row> = { data: Row[]; has_more: boolean; next_cursor: string | null };

export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  request_id: string;
  issues: { path: string; message: string }[];
};

export const ISO_TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/;

export function anId(prefix: string): unknown {
  return expect.stringMatching(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));
}

const textOrNull = expect.toSatisfy((value) => value === null || typeof value === 'string', 'text or null');
const numberOrNull = expect.toSatisfy(
  (value) => value === null || typeof value === 'number',
  'a number or null',
);

export const webhookShape = {
  id: anId('wh'),
  name: expect.any(String),
  description: expect.any(String),
  url: expect.stringMatching(/^https?:\/\//),
  events: expect.any(Array),
  payload_style: expect.stringMatching(/^(snapshot|thin)$/),
  api_version: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  filter: {},
  status: expect.stringMatching(/^(active|paused|disabled)$/),
  disabled_reason: textOrNull,
  health: expect.stringMatching(/^(healthy|failing|idle)$/),
  health_changed_at: textOrNull,
  retry: { enabled: expect.any(Boolean), max_retries: expect.any(Number), delays: expect.any(Array) },
  timeout_seconds: expect.any(Number),
  headers: expect.any(Object),
  rate_limit: numberOrNull,
  signature_scheme: expect.stringMatching(/^(standard|timestamped|body|ed25519)$/),
  public_key: textOrNull,
  created_at: ISO_TIME,
  updated_at: ISO_TIME,
  created_by: {
    type: expect.stringMatching(/^(user|app|service)$/),
    id: expect.any(String),
    name: expect.any(String),
  },
  secret_hint: expect.stringMatching(/^whsec_…/),
  secrets: expect.any(Array),
};

export const deliveryShape = {
  id: anId('del'),
  event_id: anId('evt'),
  event_type: expect.any(String),
  webhook_id: anId('wh'),
  status: expect.stringMatching(/^(pending|retrying|succeeded|failed|cancelled|archived)$/),
  attempts_made: expect.any(Number),
  attempts_max: expect.any(Number),
  next_attempt_at: textOrNull,
  created_at: ISO_TIME,
  updated_at: ISO_TIME,
  last_status_code: numberOrNull,
  last_error: textOrNull,
  last_duration_ms: numberOrNull,
  trigger: expect.stringMatching(/^(event|test|replay|manual)$/),
};

export const attemptShape = {
  id: anId('att'),
  delivery_id: anId('del'),
  number: expect.any(Number),
  started_at: ISO_TIME,
  duration_ms: numberOrNull,
  outcome: expect.stringMatching(/^(succeeded|failed|interrupted)$/),
  error: textOrNull,
  status_code: numberOrNull,
  request: { url: expect.any(String), headers: expect.any(Object), body: expect.any(String) },
  response: expect.toSatisfy((value) => value === null || typeof value === 'object', 'a response or null'),
  timings: {
    dns: numberOrNull,
    connect: numberOrNull,
    tls: numberOrNull,
    first_byte: numberOrNull,
    total: numberOrNull,
  },
};

import { HAPPENED_AT, IDS, type OperationReference, pageOf, SERVICE } from './operation-reference.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

const ASKED = {
  name: 'Warehouse',
  url: 'https://example.com/hooks',
  events: ['email.*', 'subscriber.created'],
  filter: { 'object.tags': ['vip'] },
};

export const WEBHOOK = {
  id: IDS.webhook,
  description: '',
  payload_style: 'snapshot',
  api_version: '2026-11-01',
  status: 'active',
  disabled_reason: null,
  health: 'healthy',
  health_changed_at: HAPPENED_AT,
  retry: { enabled: true, max_retries: 5, delays: ['1m', '5m', '15m', '1h', '24h'] },
  timeout_seconds: 5,
  headers: {},
  rate_limit: null,
  signature_scheme: 'standard',
  created_at: HAPPENED_AT,
  updated_at: HAPPENED_AT,
  created_by: SERVICE,
  public_key: null,
  secret_hint: 'whsec_…LOw',
  secrets: [{ hint: 'whsec_…LOw', created_at: HAPPENED_AT, expires_at: null }],
  ...ASKED,
};

export const webhooks: Record<string, OperationReference> = {
  'webhooks.list': {
    description: "The account's webhooks, newest first. None of them shows its secret.",
    answer: pageOf(WEBHOOK),
  },
  'webhooks.create': {
    description:
      'Registers a URL for events. The answer has the signing secret: store it now, since lists and reads show only its hint. ' +
      'A URL that leads to a private address is refused. ' +
      'With `verify: "challenge"` the endpoint has to answer a challenge first, or the answer is 422 and nothing is created; ' +
      'with `ping: true` it is sent an event `webhook.ping` afterwards.',
    request: ASKED,
    answer: { ...WEBHOOK, secret: SECRET },
  },
  'webhooks.get': { description: 'One webhook, without its secret.', answer: WEBHOOK },
  'webhooks.update': {
    description:
      'Changes the fields that are given. `status: "paused"` makes no new deliveries and lets pending ones wait; ' +
      '`status: "active"` resumes at a gentle rate, also after Tidings disabled the webhook.',
    request: { status: 'paused' },
    answer: { ...WEBHOOK, status: 'paused' },
  },
  'webhooks.replace': {
    description: 'Writes all fields anew; those that are left out get their defaults. Id and secret stay.',
    request: ASKED,
    answer: WEBHOOK,
  },
  'webhooks.delete': {
    description:
      'Deletes a webhook with its secrets. Deliveries that wait are cancelled; its log stays until retention ends.',
  },
  'webhooks.rollSecret': {
    description:
      'Makes a new signing secret, and shows it here. For `overlap_hours` deliveries carry a signature of the secret before as well; then that one is deleted for good. Secrets that an earlier roll replaced keep the end that it gave them, unless `overlap_hours` is 0, which ends all of them at once.',
    request: { overlap_hours: 24 },
    answer: {
      ...WEBHOOK,
      secret: SECRET,
      overlap_ends_at: '2026-11-21T14:34:00.000Z',
    },
  },
  'webhooks.revealSecret': {
    description:
      'Shows the secret again to somebody who enters their password, if the operator allows it (`SECRET_REVEAL`). It is audited.',
    request: { password: 'correct horse battery staple' },
    answer: { secret: SECRET },
  },
  'webhooks.jwks': {
    description:
      'The public keys of a webhook whose scheme is `ed25519`, as a JSON Web Key Set; empty for others. It needs no key: the id is all that has to be known.',
    answer: {
      keys: [
        {
          kty: 'OKP',
          crv: 'Ed25519',
          x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
          kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
          use: 'sig',
          alg: 'EdDSA',
        },
      ],
    },
  },
  'signatures.verify': {
    description:
      'Says whether the signature of a delivery is right, and if not exactly why. Neither secret nor body is kept.',
    request: {
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      body: '{"test": 2432232314}',
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      received_at: '2021-02-25T15:02:10.000Z',
    },
    answer: { verified: true, reason: 'verified', detail: 'The signature is right.' },
  },
  'filters.test': {
    description:
      'Says whether a sample passes a filter, which clause failed on which value, and how many of the last events would ' +
      'have passed. Nothing is stored.',
    request: { filter: { 'object.tags': ['vip'] }, sample: { object: { tags: ['new'] } }, last: 1000 },
    answer: {
      matches: false,
      failed_clause: 'object.tags must be one of "vip"; found ["new"]',
      backtest: { tested: 1000, matched: 87 },
    },
  },
};

import {
  createWebhookInput,
  updateWebhookInput,
  listedWebhooksInput,
  MOST_LISTED,
} from '@tidings/endpoint/schema';
import { publishInput } from '@tidings/event/schema';
import { type ShownInbox, setAnswerInput } from '@tidings/play/schema';
import { z } from 'zod';

import { isSelected } from '../features/catalog/selection.ts';
import { auditProcedures } from './audit-procedures.ts';
import { catalogProcedures } from './catalog-procedures.ts';
import { addDelivery, attempts, deliveries } from './deliveries.ts';
import { deliveryProcedures } from './delivery-procedures.ts';
import { eventProcedures } from './event-procedures.ts';
import { mockId } from './ids.ts';
import { tellMockNews } from './news.ts';
import { keyProcedures } from './key-procedures.ts';
import { deliveryOf, MockProblem, pageOf, webhookOf } from './lookup.ts';
import { metricProcedures } from './metric-procedures.ts';
import { notificationProcedures } from './notification-procedures.ts';
import { peopleProcedures } from './people-procedures.ts';
import { signingProcedures } from './signing-procedures.ts';
import { replayProcedures } from './replay-procedures.ts';
import { trialProcedures } from './trial-procedures.ts';
import { makeWebhook, webhooks } from './webhooks.ts';

const person = { empty: false };
export const signInAs = (email: string) => {
  localStorage.setItem('mock.signed-in', email);
};
export const signOut = () => localStorage.removeItem('mock.signed-in');
const RECEIVER = 'https://tidings.example.com/play/in/6f2c91';
const inbox: ShownInbox = {
  name: null,
  url: RECEIVER,
  answer: { status: 204, delay_ms: 0, body: '' },
  data: [],
  receivers: [{ name: null, url: RECEIVER, arrivals: 0 }],
};

// Traffic, so that there is something to watch.
setInterval(() => {
  const failing = webhooks[1];
  if (failing?.status !== 'active') return;
  const { id } = addDelivery(failing, 'failing', Math.floor(Math.random() * 60), 0);
  tellMockNews({ deliveries: { [failing.id]: [id] }, events: true });
}, 6_000);

export const procedures: Record<string, (input: unknown) => unknown> = {
  'session.me': () => {
    const email = localStorage.getItem('mock.signed-in');
    if (!email) throw new MockProblem(401, 'Sign in first.');
    person.empty = email.startsWith('empty@');
    return {
      user: { id: 'usr_1', name: 'Ada Moreau', email },
      account: { id: 'acct_01k9w3m5kqe8nb2v7x4r6t0zcd', name: 'Acme Mail' },
      role: 'admin',
      mode: 'demo',
      brand: 'Tidings',
      notice: {
        text: 'Contacts can also be kept in step without code.',
        link: 'https://tidings.example.com/integrations',
        label: 'See the integrations',
      },
      via: 'sign_in',
      second_factor: false,
      secret_reveal: 'reauth',
      return_url: null,
    };
  },
  'webhooks.list': (input) => {
    const { status, q } = z.object({ status: z.string().optional(), q: z.string().optional() }).parse(input);
    const words = q?.toLowerCase() ?? '';
    const rows = person.empty
      ? []
      : webhooks.filter(
          (each) =>
            (!status || each.status === status) && `${each.name} ${each.url}`.toLowerCase().includes(words),
        );
    return pageOf(rows, input);
  },
  'webhooks.rows': (input) => {
    const { ids, cursor } = listedWebhooksInput.parse(input);
    const rows = person.empty ? [] : webhooks.filter(({ id }) => ids?.includes(id) ?? true);
    return pageOf(rows, { limit: MOST_LISTED, cursor });
  },
  'webhooks.get': webhookOf,
  'webhooks.create': (input) => {
    const parsed = createWebhookInput.parse(input);
    if (parsed.url.includes('localhost')) {
      throw new MockProblem(422, 'The request has faults.', [
        { path: '/url', message: 'Endpoint must be a valid HTTPS URL.' },
      ]);
    }
    if (parsed.verify && !parsed.url.includes('tidings')) {
      const message =
        'The endpoint did not prove itself, so nothing was created. Endpoint answered 404: there is nothing at this path. Check the path in the URL.';
      throw new MockProblem(422, message, [{ path: '/verify', message }]);
    }
    person.empty = false;
    const { retry, name, ping: _ping, verify: _verify, ...rest } = parsed;
    const made = makeWebhook({
      ...rest,
      name: name ?? new URL(parsed.url).host,
      created_at: new Date().toISOString(),
      health: 'idle',
      health_changed_at: null,
    });
    Object.assign(made.retry, retry);
    webhooks.unshift(made);
    return { ...made, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwL0vTTEx7Q' };
  },
  'webhooks.update': (input) => {
    const { id, retry, ...changed } = updateWebhookInput.parse(input);
    const webhook = webhookOf({ id });
    return Object.assign(webhook, changed, { retry: { ...webhook.retry, ...retry } });
  },
  'webhooks.delete': (input) => {
    webhooks.splice(webhooks.indexOf(webhookOf(input)), 1);
    return null;
  },
  'webhooks.activity': () => ({
    data: webhooks.map((webhook) => {
      const own = deliveries.filter((delivery) => delivery.webhook_id === webhook.id);
      return {
        webhook_id: webhook.id,
        attempts_total: own.reduce((sum, each) => sum + each.attempts_made, 0),
        failed_total: own
          .filter((each) => each.last_error !== null)
          .reduce((sum, each) => sum + each.attempts_made, 0),
        consecutive_failures: 0,
        last_attempt_at: own[0]?.created_at ?? null,
      };
    }),
  }),
  ...signingProcedures,
  ...auditProcedures,
  ...keyProcedures,
  ...peopleProcedures,
  ...notificationProcedures,
  ...deliveryProcedures,
  ...metricProcedures,
  ...eventProcedures,
  ...replayProcedures,
  ...trialProcedures,
  'events.publish': (input) => {
    const { type } = publishInput.parse(input);
    const targets = webhooks.filter((each) => each.status === 'active' && isSelected(each.events, type));
    for (const webhook of targets) {
      const delivery = addDelivery(webhook, 'healthy', 0, 0, type);
      if (webhook.url === RECEIVER) receive(delivery.id);
    }
    return {
      id: mockId('evt'),
      type,
      api_version: '2026-11-01',
      created_at: new Date().toISOString(),
      deliveries: targets.length,
    };
  },
  ...catalogProcedures,
  'play.inbox': () => inbox,
  'play.setAnswer': (input) => {
    inbox.answer = setAnswerInput.parse(input);
    return inbox;
  },
  'play.clear': () => {
    inbox.data = [];
    return null;
  },
};

function receive(deliveryId: string): void {
  const attempt = attempts.get(deliveryId)?.[0];
  const delivery = deliveryOf({ id: deliveryId });
  if (!attempt) return;
  inbox.data.unshift({
    id: inbox.data.length + 1,
    received_at: new Date().toISOString(),
    method: 'POST',
    path: '/play/in/6f2c91',
    headers: attempt.request.headers,
    body: attempt.request.body,
    answered: inbox.answer.status,
    webhook: { id: delivery.webhook_id, name: webhookOf({ id: delivery.webhook_id }).name },
    delivery_id: deliveryId,
    verification:
      inbox.data.length % 3 === 1
        ? { verdict: 'failed', detail: 'Signature verification failed. Check your secret key.' }
        : {
            verdict: 'verified',
            detail: 'The signature matches the secret of this webhook, and its timestamp is recent.',
          },
  });
}

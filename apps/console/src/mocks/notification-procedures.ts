import type { Webhook } from '@tidings/endpoint/schema';
import {
  changePreferencesInput,
  type Choices,
  markAllReadInput,
  NOTICE_KINDS,
  type News,
  type Notice,
} from '@tidings/notification/schema';
import { z } from 'zod';

import { mockId } from './ids.ts';
import { pageOf, webhookOf } from './lookup.ts';
import { webhooks } from './webhooks.ts';

const HOUR_MS = 3_600_000;
const last = { last_status_code: 503, last_error: 'http_5xx' };
const told: News[] = [
  { kind: 'webhook.recovered', details: {} },
  {
    kind: 'webhook.deliveries_exhausted',
    details: {
      delivery_id: 'del_01k9w3m5kqe8nb2v7x4r6t0zcd',
      event_type: 'purchase.created',
      attempts_made: 6,
      reason: 'attempts',
      ...last,
    },
  },
  {
    kind: 'webhook.degraded',
    details: { reason: 'failure_rate', consecutive_failures: 1, attempts: 2_412, failed: 449, ...last },
  },
  { kind: 'webhook.warning', details: { threshold: 70, consecutive_failures: 70, ...last } },
  {
    kind: 'webhook.disabled',
    details: { reason: 'consecutive_failures', consecutive_failures: 100, ...last },
  },
];
// Ids ascend in time: made oldest first, listed newest first.
const notices: Notice[] = told
  .map((news, index): Notice => {
    const webhook = webhooks[index % webhooks.length];
    return {
      ...news,
      id: mockId('ntc'),
      created_at: new Date(Date.now() - (told.length - index) * 7 * HOUR_MS).toISOString(),
      webhook: webhook ? { id: webhook.id, name: webhook.name, url: webhook.url } : null,
      is_read: index < 2,
    };
  })
  .toReversed();
/** Tells of a webhook that it begins to fail. */
export function addNotice({ id, name, url }: Webhook): void {
  notices.unshift({
    kind: 'webhook.degraded',
    details: { reason: 'consecutive_failures', consecutive_failures: 5, attempts: 5, failed: 5, ...last },
    id: mockId('ntc'),
    created_at: new Date().toISOString(),
    webhook: { id, name, url },
    is_read: false,
  });
}

const own: Choices = {};
const account: Choices = {};
const preferences = () => ({
  mail_is_on: false,
  kinds: NOTICE_KINDS.map((kind) => ({ kind, account: account[kind] ?? true, own: own[kind] ?? null })),
});

export const notificationProcedures: Record<string, (input: unknown) => unknown> = {
  'notifications.list': (input) => {
    const { unread, webhook_id: of } = z
      .object({ unread: z.boolean().default(false), webhook_id: z.string().optional() })
      .parse(input);
    return pageOf(
      notices.filter((each) => (!unread || !each.is_read) && (!of || each.webhook?.id === of)),
      input,
    );
  },
  'notifications.unread': () => ({ unread: notices.filter((each) => !each.is_read).length, is_more: false }),
  'notifications.markRead': (input) => {
    const { id } = z.object({ id: z.string() }).parse(input);
    for (const each of notices) each.is_read ||= each.id === id;
    return {};
  },
  'notifications.markAllRead': (input) => {
    const { through, webhook_id: of } = markAllReadInput.parse(input);
    for (const each of notices) each.is_read ||= each.id <= through && (!of || each.webhook?.id === of);
    return {};
  },
  'notifications.banner': (input) => {
    const { id, status, health } = webhookOf(input);
    const told = notices.find((each) => each.webhook?.id === id && each.kind === 'webhook.disabled');
    return {
      notice: status === 'disabled' ? (told ?? null) : null,
      failing:
        status === 'active' && health === 'failing' ? { consecutive_failures: 7, is_degraded: true } : null,
    };
  },
  'notifications.preferences': preferences,
  'notifications.changePreferences': (input) => {
    Object.assign(own, changePreferencesInput.parse(input).mailed);
    return preferences();
  },
  'notifications.changeDefaults': (input) => {
    Object.assign(account, changePreferencesInput.parse(input).mailed);
    return preferences();
  },
};

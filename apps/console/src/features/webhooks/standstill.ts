import type { Webhook } from '@tidings/endpoint/schema';

interface Standstill {
  title: string;
  detail: string;
}

const WAITING =
  'No new deliveries are made, and those that were pending wait. Resuming sends them at a gentle rate.';

const DISABLED: Record<NonNullable<Webhook['disabled_reason']>, Standstill> = {
  consecutive_failures: {
    title: 'Webhook paused after 100 consecutive failures.',
    detail: `Mend the endpoint, then resume. ${WAITING}`,
  },
  sustained_failures: {
    title: 'Webhook paused after 3 days of failures without one success.',
    detail: `Mend the endpoint, then resume. ${WAITING}`,
  },
  gone: {
    title: 'Webhook paused because the endpoint answered 410 Gone.',
    detail: `It asked for no more deliveries. If that was a mistake, or the URL has changed, resume it. ${WAITING}`,
  },
};

/** Whether a page has something to say of it above all else. Most have not, and need not wait for what that is. */
export function mayHaveBanner(webhook: Pick<Webhook, 'status' | 'disabled_reason' | 'health'>): boolean {
  return standstillOf(webhook) !== null || webhook.health === 'failing';
}

/** Why a webhook receives nothing at present and what that means; null while it is active. */
export function standstillOf(webhook: Pick<Webhook, 'status' | 'disabled_reason'>): Standstill | null {
  switch (webhook.status) {
    case 'active':
      return null;
    case 'paused':
      return { title: 'Webhook paused.', detail: WAITING };
    case 'disabled':
      return webhook.disabled_reason
        ? DISABLED[webhook.disabled_reason]
        : { title: 'Webhook paused by the system.', detail: WAITING };
  }
}

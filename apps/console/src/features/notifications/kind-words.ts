import type { NoticeKind } from '@tidings/notification/schema';

import type { Tone } from '../../ui/status-badge.tsx';

/** Each kind in the words of its choice, and by what it is known in a list. */
export const KINDS: Record<NoticeKind, { label: string; when: string; badge: string; tone: Tone }> = {
  'webhook.disabled': {
    label: 'Disabled',
    when: 'The system paused a webhook after too many failures, or on 410.',
    badge: 'Inactive',
    tone: 'rest',
  },
  'webhook.warning': {
    label: 'Warnings',
    when: '50, 70 and 90 attempts in a row failed.',
    badge: 'Warning',
    tone: 'warning',
  },
  'webhook.degraded': {
    label: 'Failing',
    when: '5 failures in a row, or 5% of the attempts of a day.',
    badge: 'Failing',
    tone: 'failure',
  },
  'webhook.recovered': {
    label: 'Healthy again',
    when: 'A webhook that you were told of fails no longer.',
    badge: 'Healthy',
    tone: 'success',
  },
  'webhook.deliveries_exhausted': {
    label: 'Given up',
    when: 'A delivery was given up, once a day for each webhook.',
    badge: 'Given up',
    tone: 'failure',
  },
};

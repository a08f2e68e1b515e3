import type { Webhook } from '@tidings/endpoint/schema';

import { StatusBadge, type Tone } from '../../ui/status-badge.tsx';

interface Badge {
  tone: Tone;
  word: string;
  why?: string;
}

const DISABLED_WHY = {
  consecutive_failures: 'Disabled after 100 consecutive failures',
  sustained_failures: 'Disabled after three days without one success',
  gone: 'Disabled because the endpoint answered 410 Gone',
};

export function badgeOf(webhook: Pick<Webhook, 'status' | 'health' | 'disabled_reason'>): Badge {
  switch (webhook.status) {
    case 'disabled':
      return {
        tone: 'rest',
        word: 'Inactive',
        why: webhook.disabled_reason ? DISABLED_WHY[webhook.disabled_reason] : undefined,
      };
    case 'paused':
      return { tone: 'rest', word: 'Paused', why: 'New deliveries wait until it is resumed' };
    case 'active':
      return webhook.health === 'failing'
        ? { tone: 'failure', word: 'Failing' }
        : { tone: 'success', word: 'Active' };
  }
}

export function WebhookBadge({
  webhook,
}: {
  webhook: Pick<Webhook, 'status' | 'health' | 'disabled_reason'>;
}) {
  const badge = badgeOf(webhook);
  return (
    <StatusBadge tone={badge.tone} title={badge.why}>
      {badge.word}
    </StatusBadge>
  );
}

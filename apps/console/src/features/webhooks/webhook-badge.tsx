import type { Webhook } from '@tidings/endpoint/schema';

import { StatusBadge, type Tone } from '../../ui/status-badge.tsx';
import { standstillOf } from './standstill.ts';

interface Badge {
  tone: Tone;
  word: string;
  why?: string;
}

function badgeOf(webhook: Pick<Webhook, 'status' | 'health' | 'disabled_reason'>): Badge {
  switch (webhook.status) {
    case 'disabled':
      return {
        tone: 'rest',
        word: 'Inactive',
        why: standstillOf(webhook)?.title,
      };
    case 'paused':
      return { tone: 'rest', word: 'Paused', why: standstillOf(webhook)?.detail };
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

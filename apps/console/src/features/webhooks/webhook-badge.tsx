import type { Webhook } from '@tidings/endpoint/schema';

import { StatusBadge, type Tone } from '../../ui/status-badge.tsx';
import { BADGE_WORDS, badgeName, type BadgeName } from './badge-name.ts';
import { standstillOf } from './standstill.ts';

const TONES: Record<BadgeName, Tone> = {
  active: 'success',
  failing: 'failure',
  paused: 'rest',
  inactive: 'rest',
};

export function WebhookBadge({
  webhook,
}: {
  webhook: Pick<Webhook, 'status' | 'health' | 'disabled_reason'>;
}) {
  const name = badgeName(webhook);
  const standstill = standstillOf(webhook);
  const why = name === 'inactive' ? standstill?.title : standstill?.detail;
  return (
    <StatusBadge tone={TONES[name]} title={why}>
      {BADGE_WORDS[name]}
    </StatusBadge>
  );
}

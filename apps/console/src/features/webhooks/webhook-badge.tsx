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

/** Deliveries are counted elsewhere, and may all arrive by retries. */
const FAILING =
  'By its attempts: 5 in a row failed, or 5% of at least 20 in 24 hours. Deliveries may arrive by retries all the same.';

export function WebhookBadge({
  webhook,
}: {
  webhook: Pick<Webhook, 'status' | 'health' | 'disabled_reason'>;
}) {
  const name = badgeName(webhook);
  const standstill = standstillOf(webhook);
  const why = name === 'failing' ? FAILING : name === 'inactive' ? standstill?.title : standstill?.detail;
  return (
    <StatusBadge tone={TONES[name]} title={why}>
      {BADGE_WORDS[name]}
    </StatusBadge>
  );
}

import type { Notice } from '@tidings/notification/schema';

import type { Choice } from '../../ui/choice-chip.tsx';

/** The webhooks that notices are about, each once, by name; those that were deleted have none. */
export function noticedWebhooks(notices: readonly Notice[]): Choice<string>[] {
  const names = new Map(
    notices.flatMap(({ webhook }) => (webhook ? [[webhook.id, webhook.name] as const] : [])),
  );
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

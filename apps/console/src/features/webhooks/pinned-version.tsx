import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { counted } from '../../format/number.ts';
import { useEventTypes } from '../catalog/use-event-types.ts';
import { allVersions, changesSince, typesIn } from '../catalog/versions.ts';

/** The version that a webhook is pinned to, and whether the catalog has moved on. */
export function PinnedVersion({ webhook }: { webhook: Pick<Webhook, 'id' | 'events' | 'api_version'> }) {
  const { data } = useEventTypes();
  const { api_version: pin } = webhook;
  const types = data?.data ?? [];
  const newest = allVersions(types)[0];
  if (newest === undefined) return pin;
  if (pin >= newest) return `${pin}, the newest`;
  const differing = typesIn(changesSince(types, webhook.events, pin));
  if (differing === 0) return `${pin}; nothing it receives differs in ${newest}`;
  return (
    <>
      {pin};{' '}
      <Anchor
        underline="always"
        renderRoot={(props) => (
          <Link to="/dashboard/settings/webhooks/$id/edit" params={{ id: webhook.id }} {...props} />
        )}
      >
        {counted(differing, 'event')} {differing === 1 ? 'differs' : 'differ'} in {newest}
      </Anchor>
    </>
  );
}

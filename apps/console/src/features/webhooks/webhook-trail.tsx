import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** Where all webhooks are. */
export function WebhooksTrail() {
  return (
    <Anchor renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}>Webhooks</Anchor>
  );
}

/** Where a page of a webhook lies: "Webhooks / CRM contact sync". */
export function WebhookTrail({ id, name }: { id: string; name: string | undefined }) {
  return (
    <>
      <WebhooksTrail />
      {' / '}
      <Anchor
        renderRoot={(props) => <Link to="/dashboard/settings/webhooks/$id" params={{ id }} {...props} />}
      >
        <bdi>{name ?? '…'}</bdi>
      </Anchor>
    </>
  );
}

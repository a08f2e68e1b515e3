import { Anchor, Skeleton, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { isNotFound } from '../../api/failure.ts';
import { NotFound } from '../../app/not-found.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useInbox } from '../play/use-inbox.ts';
import { useHasReceiver } from '../session/use-session.ts';
import { useWebhook } from '../webhooks/use-webhook.ts';
import { EditForm } from './edit-form.tsx';

export function EditPage({ id }: { id: string }) {
  const webhook = useWebhook(id);
  const inbox = useInbox({ enabled: useHasReceiver() });
  if (webhook.error && isNotFound(webhook.error)) return <NotFound />;
  const trail = (
    <>
      <Anchor renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}>Webhooks</Anchor>
      {' / '}
      {webhook.data && (
        <Anchor
          renderRoot={(props) => <Link to="/dashboard/settings/webhooks/$id" params={{ id }} {...props} />}
        >
          <bdi>{webhook.data.name}</bdi>
        </Anchor>
      )}
    </>
  );
  return (
    <Page title={webhook.data ? `Edit ${webhook.data.name}` : 'Edit webhook'} narrow>
      <PageHeader trail={trail} title="Edit webhook" />
      {webhook.data ? (
        <>
          <UnreadLine of={[[inbox, 'The built-in receiver could not be found.']]} />
          <EditForm webhook={webhook.data} receiverUrl={inbox.data?.url ?? null} />
        </>
      ) : webhook.error ? (
        <ErrorNotice
          error={webhook.error}
          doing="load the webhook"
          kept="It goes on receiving events."
          onRetry={() => webhook.refetch()}
        />
      ) : (
        <Stack gap="md" aria-busy>
          <Skeleton height={300} radius="lg" />
          <Skeleton height={420} radius="lg" />
        </Stack>
      )}
    </Page>
  );
}

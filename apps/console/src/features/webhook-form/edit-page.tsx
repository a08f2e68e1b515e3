import { Anchor, Box, Skeleton, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { isNotFound } from '../../api/failure.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { isUnsaved } from '../../ui/unsaved.ts';
import { NO_INBOX, useInbox } from '../play/use-inbox.ts';
import { useHasReceiver } from '../session/use-session.ts';
import { NoSuchWebhookPage } from '../webhooks/no-such-webhook-page.tsx';
import { useWebhook } from '../webhooks/use-webhook.ts';
import { WebhookUnread } from '../webhooks/webhook-unread.tsx';
import { EditForm } from './edit-form.tsx';

export function EditPage({ id }: { id: string }) {
  const webhook = useWebhook(id);
  const inbox = useInbox({ enabled: useHasReceiver() });
  const isGone = webhook.error !== null && isNotFound(webhook.error);
  // What was filled in stays, to be copied.
  if (isGone && !(webhook.data && isUnsaved())) return <NoSuchWebhookPage name={webhook.data?.name} />;
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
      <PageHeader
        trail={trail}
        title="Edit webhook"
        sentence="Where its events go, which ones, and how they are sent."
      />
      {webhook.data ? (
        <>
          {isGone && (
            <Box mb="md">
              <Notice tone="warning">
                <bdi>{webhook.data.name}</bdi> was deleted while this page was open. What you changed cannot
                be saved any more; it stays here to be copied.
              </Notice>
            </Box>
          )}
          <UnreadLine of={[[inbox, NO_INBOX]]} />
          <EditForm webhook={webhook.data} receiverUrl={inbox.data?.url ?? null} />
        </>
      ) : webhook.error ? (
        <WebhookUnread error={webhook.error} refetch={webhook.refetch} />
      ) : (
        <Stack gap="md" aria-busy>
          <Skeleton height={300} radius="lg" />
          <Skeleton height={420} radius="lg" />
        </Stack>
      )}
    </Page>
  );
}

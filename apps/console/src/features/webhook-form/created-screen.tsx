import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useBlocker, useNavigate } from '@tanstack/react-router';
import type { createdWebhook } from '@tidings/endpoint/schema';
import type { z } from 'zod';

import { CopiedValue } from '../../ui/copied-value.tsx';
import { UnderDialog } from '../../ui/leave-guard.tsx';
import { useCanReveal } from '../session/use-session.ts';
import { NewSecret } from '../webhooks/secret/new-secret.tsx';
import { SendExampleModal } from '../webhooks/send-example-modal.tsx';
import form from './create-form.module.css';
import classes from './created-screen.module.css';

interface CreatedScreenProps {
  webhook: z.output<typeof createdWebhook>;
  /** Whether it goes to the built-in receiver, where one can see what arrives. */
  toReceiver: boolean;
}

/** The secret, unasked for this one time, and what to do next. */
export function CreatedScreen({ webhook, toReceiver }: CreatedScreenProps) {
  const navigate = useNavigate();
  const canReveal = useCanReveal();
  const [sending, sendModal] = useDisclosure(false);
  // Under the dialog is a secret that shows once: the back button closes the one rather than leave the other.
  useBlocker({
    disabled: !sending,
    enableBeforeUnload: false,
    shouldBlockFn: ({ action }) => {
      if (action !== 'BACK') return false;
      sendModal.close();
      return true;
    },
  });
  // The secret is at hand there too, for who may see it again.
  const on = {
    to: '/dashboard/settings/webhooks/$id',
    params: { id: webhook.id },
    ignoreBlocker: canReveal,
  } as const;
  return (
    <section className={form.card} aria-label="Webhook created">
      <div className={form.body}>
        <Title order={1}>
          <bdi>{webhook.name}</bdi> is ready
        </Title>
        <p className={form.sentence}>It receives events from now on, at {webhook.url}</p>
        <Stack gap="md">
          <UnderDialog value={sending}>
            <NewSecret secret={webhook.secret} copy="Copy the secret">
              Your endpoint needs it to verify that a delivery comes from here. Keep it like a password.
            </NewSecret>
          </UnderDialog>
          <CopiedValue label="Webhook id" value={webhook.id} copy="Copy the id" />
          <div className={classes.next}>
            <Title order={2}>Next</Title>
            <Text c="dimmed" mb={10}>
              Send an example event and watch it arrive, or read how to verify and answer deliveries.
            </Text>
            <Group gap="xs">
              <Button onClick={sendModal.open}>Send example event</Button>
              <Button variant="default" renderRoot={(props) => <Link {...on} {...props} />}>
                Open the webhook
              </Button>
              {toReceiver && (
                <Button variant="default" renderRoot={(props) => <Link to="/play" {...props} />}>
                  Open the test receiver
                </Button>
              )}
              <Button variant="default" component="a" href="/docs/quickstart">
                Read the quickstart
              </Button>
            </Group>
          </div>
        </Stack>
      </div>
      <SendExampleModal
        webhook={webhook}
        opened={sending}
        onClose={sendModal.close}
        onSent={() => void navigate(on)}
      />
    </section>
  );
}

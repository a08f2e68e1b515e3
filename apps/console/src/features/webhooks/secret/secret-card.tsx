import { Anchor, Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';

import { Card } from '../../../ui/card.tsx';
import { useCanReveal } from '../../session/use-session.ts';
import { RollSecretModal } from './roll-secret-modal.tsx';
import { SecretFacts } from './secret-facts.tsx';
import { ShowSecretModal } from './show-secret-modal.tsx';
import { useRevealSecret } from './use-reveal-secret.ts';

/** What deliveries of a webhook are signed with: the secret can be shown again, and replaced. */
export function SecretCard({ webhook }: { webhook: Webhook | undefined }) {
  return (
    <Card
      title="Signing"
      actions={
        webhook && (
          <Anchor
            renderRoot={(props) => (
              <Link to="/dashboard/settings/webhooks/verify" search={{ webhook: webhook.id }} {...props} />
            )}
          >
            Verify a signature
          </Anchor>
        )
      }
    >
      {webhook ? <Signing webhook={webhook} /> : <Skeleton height={76} />}
    </Card>
  );
}

function Signing({ webhook }: { webhook: Webhook }) {
  const canReveal = useCanReveal();
  const reveal = useRevealSecret();
  const [asking, showModal] = useDisclosure(false);
  const [rolling, rollModal] = useDisclosure(false);
  const close = () => {
    showModal.close();
    reveal.reset();
  };
  const roll = () => {
    // What is in sight would be the old one.
    reveal.hide();
    rollModal.open();
  };
  return (
    <>
      <SecretFacts
        webhook={webhook}
        revealed={reveal.revealed}
        actions={
          <>
            {canReveal && (
              <Button variant="default" onClick={reveal.revealed ? reveal.hide : showModal.open}>
                {reveal.revealed ? 'Hide' : 'Show'}
              </Button>
            )}
            <Button variant="default" onClick={roll}>
              Roll
            </Button>
          </>
        }
      />
      <ShowSecretModal
        opened={asking}
        pending={reveal.pending}
        error={reveal.error}
        onSubmit={(password, refuse) =>
          reveal.ask({ id: webhook.id, password }, { onShown: showModal.close, onError: refuse })
        }
        onClose={close}
      />
      <RollSecretModal webhook={webhook} opened={rolling} onClose={rollModal.close} />
    </>
  );
}

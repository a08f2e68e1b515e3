import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { isNotFound } from '../../api/failure.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Page } from '../../ui/page.tsx';
import { UnreadLine } from '../../ui/unread-line.tsx';
import { useIsViewer } from '../session/use-session.ts';
import { AttemptVerifier } from './attempt-verifier.tsx';
import { SignatureVerifier } from './signature-verifier.tsx';
import { useSigner } from './use-signer.ts';
import type { VerifySearch } from './verify-search.ts';
import { EMPTY } from './verify-values.ts';

export function VerifyPage({ search }: { search: VerifySearch }) {
  const isViewer = useIsViewer();
  // Viewers see no deliveries: they paste what they have.
  const linked: VerifySearch = isViewer ? {} : search;
  const { delivery, attempt } = linked;
  const { signer, read } = useSigner(linked);
  return (
    <Page title="Verify a signature">
      <PageHeader
        trail={
          !isViewer && (
            <>
              <Anchor renderRoot={(props) => <Link to="/dashboard/settings/webhooks" {...props} />}>
                Webhooks
              </Anchor>
              {signer && (
                <>
                  {' / '}
                  <Anchor
                    renderRoot={(props) => (
                      <Link to="/dashboard/settings/webhooks/$id" params={{ id: signer.id }} {...props} />
                    )}
                  >
                    <bdi>{signer.name}</bdi>
                  </Anchor>
                </>
              )}
            </>
          )
        }
        title="Verify a signature"
        sentence="Paste a delivery as it reached your endpoint, and learn whether its signature holds and why not."
      />
      {!isNotFound(read.error) && (
        <UnreadLine of={[[read, 'The webhook that the link is about could not be loaded.']]} />
      )}
      {delivery && attempt ? (
        <AttemptVerifier key={attempt} signer={signer} deliveryId={delivery} attemptId={attempt} />
      ) : (
        <SignatureVerifier initial={EMPTY} signer={signer} />
      )}
    </Page>
  );
}

import { Anchor, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { isNotFound } from '../../api/failure.ts';
import { fullTime } from '../../format/time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Mono } from '../../ui/mono.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useAttempts } from '../deliveries/detail/use-attempts.ts';
import type { Signer } from './rolled-since.ts';
import { SignatureVerifier } from './signature-verifier.tsx';
import classes from './signature-verifier.module.css';
import { EMPTY, valuesOf } from './verify-values.ts';

interface AttemptVerifierProps {
  signer: Signer | undefined;
  deliveryId: string;
  attemptId: string;
}

/** The verifier with the headers and the body that an attempt sent. */
export function AttemptVerifier({ signer, deliveryId, attemptId }: AttemptVerifierProps) {
  const attempts = useAttempts({ id: deliveryId, attempts_made: 0 });
  const attempt = attempts.data?.find(({ id }) => id === attemptId);
  if (!attempts.data && attempts.error && !isNotFound(attempts.error)) {
    return (
      <ErrorNotice
        error={attempts.error}
        doing="load the delivery"
        meanwhile="It is as it was."
        onRetry={() => attempts.refetch()}
      />
    );
  }
  if (!attempts.data && !attempts.error) {
    return (
      <div className={classes.columns} role="status" aria-busy aria-label="The delivery is loading">
        <Skeleton height={460} radius="lg" />
        <Skeleton height={190} radius="lg" />
      </div>
    );
  }
  if (!attempt) {
    return (
      <Filled
        words="The delivery that the link is about is not there any more. Paste what your endpoint received instead."
        verifier={<SignatureVerifier initial={EMPTY} signer={signer} />}
      />
    );
  }
  const delivery = <Mono>{deliveryId}</Mono>;
  const bodyGone = attempt.request.body === '';
  return (
    <Filled
      words={
        <>
          Filled in with what attempt {attempt.number} of the delivery{' '}
          {signer ? (
            <Anchor
              underline="always"
              inherit
              renderRoot={(props) => (
                <Link
                  to="/dashboard/settings/webhooks/$id"
                  params={{ id: signer.id }}
                  search={{ delivery: deliveryId }}
                  {...props}
                />
              )}
            >
              {delivery}
            </Anchor>
          ) : (
            delivery
          )}{' '}
          sent, {fullTime(attempt.started_at)}. Enter the secret of your endpoint; put what arrived there in
          its place if it differs.
          {bodyGone && ' The body is no longer kept.'}
        </>
      }
      verifier={<SignatureVerifier initial={valuesOf(attempt)} sent={attempt} signer={signer} />}
    />
  );
}

function Filled({ words, verifier }: { words: ReactNode; verifier: ReactNode }) {
  return (
    <>
      <div className={classes.notice}>
        <Notice>{words}</Notice>
      </div>
      {verifier}
    </>
  );
}

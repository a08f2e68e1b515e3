import { Anchor, Skeleton, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Webhook } from '@tidings/endpoint/schema';
import { lazy, Suspense } from 'react';

import { Card } from '../../ui/card.tsx';

// The samples are text that few will look at.
const CodeTabs = lazy(() => import('./code-tabs.tsx'));

/** Receivers that verify what a test sends. They are those of the documentation, which the test suite runs. */
export function VerificationCode({ webhook }: { webhook: Pick<Webhook, 'signature_scheme'> }) {
  return (
    <Card title="Code that verifies it">
      <Text c="dimmed" mb={10}>
        Whole receivers that check the signature before they believe the body.{' '}
        {webhook.signature_scheme !== 'standard' &&
          'Every scheme has the standard signature as well, which these read. '}
        <Anchor
          underline="always"
          renderRoot={(props) => <Link to="/dashboard/settings/webhooks/verify" {...props} />}
        >
          Verify a signature
        </Anchor>{' '}
        by hand where one does not hold.
      </Text>
      <Suspense fallback={<Skeleton height={300} />}>
        <CodeTabs />
      </Suspense>
    </Card>
  );
}

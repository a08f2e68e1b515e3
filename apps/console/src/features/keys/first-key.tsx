import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';

import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyText } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './first-key.module.css';
import { sampleCurl } from './sample-curl.ts';

/** Where there is no key yet: what one is for, and how a request with it looks. */
export function FirstKey({ action }: { action: ReactNode }) {
  const sample = sampleCurl(location.origin);
  return (
    <div className={classes.parts}>
      <EmptyState title="No API keys yet" action={action}>
        A key lets a program publish events and manage webhooks over REST. It is shown once, when it is made.
      </EmptyState>
      <Card
        title="A first request"
        actions={
          <CopyText value={sample} label="Copy the request">
            Copy
          </CopyText>
        }
      >
        <CodeBlock label="A request with a key">{sample}</CodeBlock>
        <p className={classes.words}>
          It lists the webhooks of this account, for a key with the scope webhooks:read.{' '}
          <Anchor underline="always" href="/docs/api-keys">
            About keys, scopes and apps
          </Anchor>
        </p>
      </Card>
    </div>
  );
}

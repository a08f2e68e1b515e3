import { Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { queryClient, trpc } from '../api/client.ts';
import { describeFailure, isSignedOut, type Kept } from '../api/failure.ts';
import { clockWords } from '../format/time.ts';
import classes from './notice.module.css';
import { useTryAgain } from './use-try-again.ts';

interface ErrorNoticeProps extends Kept {
  error: unknown;
  /** Completes "Could not …", e.g. "load the webhooks". */
  doing: string;
  /** Settles once it is known what became of it. */
  onRetry?: () => unknown;
  /** Whether that is done by itself as well. */
  isTriedAgain?: boolean;
  children?: ReactNode;
}

/** Says what happened, what was kept and what to do. */
export function ErrorNotice({
  error,
  doing,
  onRetry,
  isTriedAgain = false,
  children,
  ...kept
}: ErrorNoticeProps) {
  const failure = describeFailure(error, doing, kept);
  // In a tab of its own, so that this one keeps what was filled in. Who came by a link has nothing to sign in with.
  const session = queryClient.getQueryData(trpc.session.me.queryKey());
  const signsIn = (isSignedOut(error) && session?.via === 'sign_in') || undefined;
  const { isTrying, triedAt, tryAgain } = useTryAgain(() => onRetry?.());
  return (
    <div className={classes.notice} data-tone="failure" role="alert">
      <IconAlertCircle size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <Text fw={560}>{failure.title}</Text>
        <Text c="dimmed">
          {failure.detail}
          {isTriedAgain && ' It is tried again by itself.'}
        </Text>
        {failure.requestId && (
          <Text size="xs" c="dimmed">
            Request <code className={classes.code}>{failure.requestId}</code>: quote it when you ask for help.
          </Text>
        )}
        {(onRetry ?? children ?? signsIn) && (
          <Group gap="xs" mt={8}>
            {onRetry && (
              <Button variant="default" loading={isTrying} onClick={tryAgain}>
                Try again
              </Button>
            )}
            {signsIn && (
              <Button variant="default" component="a" href="/sign-in" target="_blank" rel="noopener">
                Sign in in a new tab
              </Button>
            )}
            {children}
            {triedAt !== null && (
              <Text size="xs" c="dimmed">
                {`Tried again at ${clockWords(triedAt, Date.parse(triedAt))}, without success.`}
              </Text>
            )}
          </Group>
        )}
      </div>
    </div>
  );
}

import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { Notice } from '../../../ui/notice.tsx';
import { useCanReveal } from '../../session/use-session.ts';

/** Above a secret that was just made: whether it will ever show again, and what to do with it. */
export function SaveSecretNotice({ children }: { children: ReactNode }) {
  const canReveal = useCanReveal();
  return (
    <Notice tone="warning">
      <Text fw={560}>Save this now{canReveal ? '' : ': the secret is shown only once'}</Text>
      <Text c="dimmed">
        {canReveal && 'Later it is shown only to people who enter their password. '}
        {children}
      </Text>
    </Notice>
  );
}

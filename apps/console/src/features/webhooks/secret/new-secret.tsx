import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

import { CopiedValue } from '../../../ui/copied-value.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useCanReveal } from '../../session/use-session.ts';
import { SecretGuard } from './secret-guard.tsx';

interface NewSecretProps {
  secret: string;
  /** What the button does, e.g. "Copy the secret". */
  copy: string;
  /** What to do with it. */
  children: ReactNode;
}

/** A secret that was just made. Leaving it is asked about until it was copied. */
export function NewSecret({ secret, copy, children }: NewSecretProps) {
  const canReveal = useCanReveal();
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <Notice tone="warning">
        <Text fw={560}>Save this now{canReveal ? '' : ': the secret is shown only once'}</Text>
        <Text c="dimmed">
          {canReveal && 'Later it is shown only to people who enter their password. '}
          {children}
        </Text>
      </Notice>
      <CopiedValue label="Signing secret" value={secret} copy={copy} onCopy={() => setCopied(true)} />
      <SecretGuard when={!isCopied}>
        {canReveal
          ? 'You have not copied it. Later it is shown only to people who enter their password.'
          : 'It is not shown again. If you have not saved it, roll the secret to get another.'}
      </SecretGuard>
    </>
  );
}

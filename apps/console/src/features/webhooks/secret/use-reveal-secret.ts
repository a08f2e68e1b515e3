import { useTimeout } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { trpc } from '../../../api/client.ts';

/** For how long a secret that was asked for stays in sight. */
export const SHOWN_MS = 60_000;

interface Revealed {
  secret: string;
  /** When it hides, in ms. */
  until: number;
}

/**
 * Asks for a webhook's secret by the password of whoever is signed in. It is kept nowhere but in the component that
 * asked: it is forgotten after a minute, and when the component goes.
 */
export function useRevealSecret() {
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  // Without a time of its own the cache would keep password and secret for five minutes.
  const mutation = useMutation(trpc.webhooks.revealSecret.mutationOptions({ gcTime: 0 }));
  const { start, clear } = useTimeout(() => setRevealed(null), SHOWN_MS);
  const hide = () => {
    clear();
    setRevealed(null);
  };
  const ask = (
    input: { id: string; password: string },
    { onShown, onError }: { onShown: () => void; onError: (error: unknown) => void },
  ) =>
    mutation.mutate(input, {
      onError,
      onSuccess: ({ secret }) => {
        mutation.reset();
        clear();
        setRevealed({ secret, until: Date.now() + SHOWN_MS });
        start();
        onShown();
      },
    });
  return { revealed, hide, ask, pending: mutation.isPending, error: mutation.error, reset: mutation.reset };
}
